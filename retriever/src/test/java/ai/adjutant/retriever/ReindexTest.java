package ai.adjutant.retriever;

import static ai.adjutant.retriever.RunningRetriever.into;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.file.DurableFiles;
import ai.adjutant.retrieval.v1.Corpus;
import ai.adjutant.retrieval.v1.DeleteDocumentRequest;
import ai.adjutant.retrieval.v1.Document;
import ai.adjutant.retrieval.v1.GetLoadRequest;
import ai.adjutant.retrieval.v1.ListChunksRequest;
import ai.adjutant.retrieval.v1.ListChunksResponse;
import ai.adjutant.retrieval.v1.ListCorporaRequest;
import ai.adjutant.retrieval.v1.ListDocumentsRequest;
import ai.adjutant.retrieval.v1.Load;
import ai.adjutant.retrieval.v1.LoadState;
import ai.adjutant.retrieval.v1.ReindexCorpusRequest;
import ai.adjutant.retrieval.v1.ReindexCorpusResponse;
import ai.adjutant.retrieval.v1.SearchMode;
import ai.adjutant.retrieval.v1.SearchRequest;
import ai.adjutant.retrieval.v1.SearchResponse;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An index that is lost in whatever way takes no original with it, and comes back from them. */
@Timeout(120)
final class ReindexTest {
  private static final String FEES = "# Fees\n\nA replacement SIM card costs ten euros.\n";
  private static final String COMMAND = "./adjutant corpus reindex handbook";

  @TempDir Path data;
  private FakeEmbeddings inference;
  private RunningRetriever retriever;

  @BeforeEach
  void start() throws IOException {
    inference = FakeEmbeddings.start(RunningRetriever.ANY_PORT);
    retriever = RunningRetriever.start(data, inference.endpoint());
    retriever.create("handbook");
    loadAll();
  }

  @AfterEach
  void stop() {
    retriever.close();
    inference.close();
  }

  private Path folder() {
    return data.resolve("tenants/default/corpora/handbook");
  }

  private void restart() {
    retriever = RunningRetriever.start(data, inference.endpoint());
  }

  /** Files of several kinds, some of whose documents were deleted or replaced since. */
  private void loadAll() throws IOException {
    retriever
        .load(
            into("handbook")
                .setLabel("internal")
                .putMetadata("team", "care")
                .setEffectiveFrom(Timestamp.newBuilder().setSeconds(1_600_000_000)))
        .file("fees.md", FEES)
        .file("box.zip", zip(Map.of("a.md", "# Alpha\n\nOne.\n", "b.md", "# Beta\n\nTwo.\n")))
        .finish();
    retriever
        .load("handbook")
        .file(
            "rows.jsonl",
            "{\"_id\":\"r1\",\"text\":\"row one\"}\n{\"_id\":\"r2\",\"text\":\"two\"}\n"
                + "{\"_id\":\"r1\",\"text\":\"again\"}\n{\"_id\":\"r3\",\"text\":\"\"}\n{broken\n")
        .file("tariff.md", "---\nlabel: public\nowner: billing\n---\n# Tariff\n\nFive euros.\n")
        .finish();
    retriever.load("handbook").file("more.jsonl", "{\"_id\":\"r2\",\"text\":\"newer\"}\n").finish();
    var unused =
        retriever
            .documents()
            .deleteDocument(
                DeleteDocumentRequest.newBuilder()
                    .setName("corpora/handbook/documents/box.zip!/b.md")
                    .build());
    assertThat(retriever.listed("handbook"))
        .containsExactly("box.zip", "box.zip!/a.md", "fees.md", "r1", "r2", "tariff.md");
  }

  private static ByteString zip(Map<String, String> members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> member : members.entrySet()) {
        zip.putNextEntry(new ZipEntry(member.getKey()));
        zip.write(member.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return ByteString.copyFrom(bytes.toByteArray());
  }

  private List<String> originals() throws IOException {
    try (Stream<Path> files = Files.list(folder().resolve("originals"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private List<Document> documents() {
    return retriever
        .documents()
        .listDocuments(ListDocumentsRequest.newBuilder().setParent("corpora/handbook").build())
        .getDocumentsList();
  }

  private String problem() {
    List<Corpus> corpora =
        retriever.corpora().listCorpora(ListCorporaRequest.getDefaultInstance()).getCorporaList();
    assertThat(corpora).hasSize(1);
    return corpora.getFirst().getProblem();
  }

  private Iterator<ReindexCorpusResponse> begin() {
    return retriever
        .corpora()
        .reindexCorpus(ReindexCorpusRequest.newBuilder().setName("corpora/handbook").build());
  }

  private Load reindex() {
    List<ReindexCorpusResponse> news = new ArrayList<>();
    begin().forEachRemaining(news::add);
    assertThat(news.getFirst().hasStarted()).isTrue();
    assertThat(news.getLast().hasFinished()).isTrue();
    return news.getLast().getFinished();
  }

  /** What a question finds by its words, and by its vector. */
  private List<Set<String>> found() {
    String question = "What does a SIM card cost?";
    Set<String> words =
        Set.copyOf(retriever.found("handbook", question, SearchMode.SEARCH_MODE_BM25));
    assertThat(words).contains("fees.md");
    return List.of(
        words, Set.copyOf(retriever.found("handbook", question, SearchMode.SEARCH_MODE_VECTOR)));
  }

  @ParameterizedTest
  @EnumSource
  void keepsAllOriginalsAndRebuildsTheIndexFromThem(IndexLoss loss) throws IOException {
    List<String> originals = originals();
    List<Document> documents = documents();
    List<Set<String>> found = found();
    retriever.close();
    loss.happen(folder());

    restart();
    assertThat(originals()).isEqualTo(originals);
    assertThat(problem()).contains(COMMAND);
    assertThatThrownBy(() -> retriever.corpus("handbook"))
        .hasMessageContaining("FAILED_PRECONDITION")
        .hasMessageContaining(COMMAND);
    assertThatThrownBy(() -> retriever.load("handbook").finished()).hasMessageContaining(COMMAND);
    if (loss != IndexLoss.DAMAGED) {
      assertThat(problem()).doesNotContain("damaged");
    }

    Load load = reindex();
    assertThat(load.getState()).isEqualTo(LoadState.LOAD_STATE_SUCCEEDED);
    assertThat(load.getAddedCount()).isEqualTo(6);
    assertThat(load.getExpectedFileCount()).isEqualTo(5);
    assertThat(documents()).isEqualTo(documents);
    assertThat(originals()).isEqualTo(originals);
    assertThat(found()).isEqualTo(found);

    retriever.close();
    restart();
    assertThat(problem()).isEmpty();
    assertThat(documents()).isEqualTo(documents);
    assertThat(originals()).isEqualTo(originals);
    Load same =
        retriever
            .load(
                into("handbook")
                    .setLabel("internal")
                    .putMetadata("team", "care")
                    .setEffectiveFrom(Timestamp.newBuilder().setSeconds(1_600_000_000)))
            .file("fees.md", FEES)
            .finish();
    assertThat(same.getUnchangedCount()).isEqualTo(1);
  }

  @Test
  void knowsAnIndexThatIsOlderThanItsDocuments() throws IOException {
    retriever.close();
    Path older = data.resolve("older");
    copy(folder().resolve("index"), older);
    restart();
    retriever.load("handbook").file("late.md", "# Late\n\nOne more.\n").finish();
    List<String> originals = originals();
    retriever.close();
    DurableFiles.deleteFolder(folder().resolve("index"));
    Files.move(older, folder().resolve("index"));

    restart();
    assertThat(problem()).contains("older", COMMAND);
    assertThat(originals()).isEqualTo(originals);
    assertThat(reindex().getAddedCount()).isEqualTo(7);
    assertThat(retriever.listed("handbook")).contains("late.md");
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  /** As a version wrote it that kept no list and marked no commit. */
  @Test
  void writesTheListOfAnOlderCorpusFromItsIndex() throws IOException {
    List<Document> documents = documents();
    retriever.close();
    Files.delete(folder().resolve("manifest.jsonl"));
    Path json = folder().resolve("corpus.json");
    Files.writeString(json, Files.readString(json).replaceAll("\"id\" : \"[^\"]+\",", ""));
    try (Directory directory = FSDirectory.open(folder().resolve("index"));
        IndexWriter writer =
            new IndexWriter(directory, new IndexWriterConfig(new StandardAnalyzer()))) {
      writer.setLiveCommitData(Map.of("encoder.model", "fake-small-en").entrySet());
      writer.commit();
    }

    restart();
    assertThat(problem()).isEmpty();
    assertThat(documents()).isEqualTo(documents);
    retriever.close();
    DurableFiles.deleteFolder(folder().resolve("index"));
    restart();
    assertThat(reindex().getAddedCount()).isEqualTo(6);
    assertThat(documents()).isEqualTo(documents);
  }

  @Test
  void saysWhatToDoWhereTheNamesAreLostTooAndKeepsTheOriginals() throws IOException {
    List<String> originals = originals();
    retriever.close();
    Files.delete(folder().resolve("manifest.jsonl"));
    DurableFiles.deleteFolder(folder().resolve("index"));

    restart();
    assertThat(problem()).contains("originals are kept", "load it again").doesNotContain(COMMAND);
    assertThat(originals()).isEqualTo(originals);
    assertThatThrownBy(this::reindex).hasMessageContaining("no list of its documents");
  }

  @Test
  void neverCallsALaterVersionDamaged() throws IOException {
    List<String> originals = originals();
    retriever.close();
    Path json = folder().resolve("corpus.json");
    String content = Files.readString(json);
    Files.writeString(json, content.replace("\"format\" : 1", "\"format\" : 2"));

    restart();
    assertThat(problem())
        .contains("format 2", "a later version wrote it", "Nothing was changed")
        .doesNotContain("damaged", "Delete");
    assertThatThrownBy(() -> retriever.corpus("handbook"))
        .hasMessageContaining("FAILED_PRECONDITION")
        .hasMessageContaining("later version");
    assertThatThrownBy(this::reindex).hasMessageContaining("later version");
    retriever.close();

    Files.writeString(json, content);
    restart();
    assertThat(problem()).isEmpty();
    assertThat(originals()).isEqualTo(originals);
  }

  @Test
  void makesAllVectorsAnewForAnotherEncoderWhileTheFormerIndexServes() {
    inference.becomeAnotherModel();
    assertThatThrownBy(() -> retriever.load("handbook").finished()).hasMessageContaining(COMMAND);

    assertThat(reindex().getState()).isEqualTo(LoadState.LOAD_STATE_SUCCEEDED);
    assertThat(retriever.corpus("handbook").getEncoder().getDigest()).isEqualTo("digest-two");
    assertThat(retriever.search(RunningRetriever.ask("handbook", "SIM card")).getDegradedList())
        .isEmpty();
    assertThat(retriever.load("handbook").file("new.md", "# New\n\nText.\n").finish())
        .returns(1L, Load::getAddedCount);
  }

  @Test
  void answersByTheFormerVectorsUntilThoseOfANewerEncoderAreMade() {
    inference.addNewer("fake-tuned-en");
    inference.hold();
    Iterator<ReindexCorpusResponse> news = begin();
    assertThat(news.next().hasStarted()).isTrue();
    SearchResponse meanwhile = retriever.search(byVector());
    assertThat(meanwhile.getDegradedList()).isEmpty();
    assertThat(meanwhile.getEncoderDigest()).isEqualTo("digest-one");
    assertThat(meanwhile.getHitsList()).isNotEmpty();

    inference.release();
    news.forEachRemaining(next -> {});
    SearchResponse later = retriever.search(byVector());
    assertThat(later.getDegradedList()).isEmpty();
    assertThat(later.getEncoderDigest()).isEqualTo("digest-newer");
    assertThat(retriever.corpus("handbook").getEncoder().getModel()).isEqualTo("fake-tuned-en");
  }

  @Test
  void namesTheRebuildWhereTheEncoderOfTheVectorsIsGone() {
    inference.addNewer("fake-tuned-en");
    inference.loseFormer();
    SearchResponse words = retriever.search(RunningRetriever.ask("handbook", "SIM card"));
    assertThat(words.getHitsList()).isNotEmpty();
    assertThat(words.getDegradedList())
        .singleElement()
        .satisfies(leg -> assertThat(leg.getMessage()).contains("fake-small-en", "corpus reindex"));
  }

  private static SearchRequest.Builder byVector() {
    return RunningRetriever.ask("handbook", "SIM card").setMode(SearchMode.SEARCH_MODE_VECTOR);
  }

  @Test
  void listsTheChunksOfADocumentAsTheEncoderSeesThem() {
    ListChunksRequest.Builder request =
        ListChunksRequest.newBuilder().setParent("corpora/handbook/documents/r1").setPageSize(1);
    ListChunksResponse page = retriever.documents().listChunks(request.build());
    assertThat(page.getChunksList())
        .singleElement()
        .satisfies(chunk -> {
          assertThat(chunk.getName()).isEqualTo("corpora/handbook/documents/r1/chunks/0");
          assertThat(chunk.getSearchText()).contains("row one");
        });
    assertThat(page.getNextPageToken()).isEmpty();
    assertThatThrownBy(() ->
            retriever
                .documents()
                .listChunks(request.setParent("corpora/handbook/documents/none").build()))
        .hasMessageContaining("NOT_FOUND");
    assertThatThrownBy(() ->
            retriever
                .documents()
                .listChunks(
                    request
                        .setParent("corpora/handbook/documents/r1")
                        .setPageToken("other")
                        .build()))
        .hasMessageContaining("page token");
  }

  @Test
  void pagesThroughTheChunksOfALongDocument() {
    StringBuilder text = new StringBuilder("# Long\n\n");
    for (int i = 0; i < 12; i++) {
      text.append("## Part ")
          .append(i)
          .append("\n\n")
          .append("Some words. ".repeat(40))
          .append("\n\n");
    }
    retriever.load("handbook").file("long.md", text.toString()).finish();
    List<String> names = new ArrayList<>();
    String token = "";
    do {
      ListChunksResponse page =
          retriever
              .documents()
              .listChunks(
                  ListChunksRequest.newBuilder()
                      .setParent("corpora/handbook/documents/long.md")
                      .setPageSize(5)
                      .setPageToken(token)
                      .build());
      assertThat(page.getChunksCount()).isBetween(1, 5);
      page.getChunksList().forEach(chunk -> names.add(chunk.getName()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    assertThat(names).hasSizeGreaterThan(10).doesNotHaveDuplicates();
    assertThat(names.getLast()).endsWith("/chunks/" + (names.size() - 1));
  }

  @Test
  void keepsTheFormerIndexWhereADocumentCanNotBeMadeAgain() throws IOException {
    String lost = originals().getFirst();
    Path original = folder().resolve("originals").resolve(lost);
    Path away = data.resolve("away");
    Files.move(original, away);
    List<Document> documents = documents();

    Load refused = reindex();
    assertThat(refused.getState()).isEqualTo(LoadState.LOAD_STATE_FAILED);
    assertThat(refused.getFailedCount()).isPositive();
    assertThat(refused.getFailures(0).getReason()).isEqualTo("ORIGINAL_MISSING");
    assertThat(refused.getWarningsList()).anyMatch(warning -> warning.contains("stays"));
    assertThat(documents()).isEqualTo(documents);
    assertThat(folder().resolve("index.rebuilt")).doesNotExist();

    retriever.close();
    DurableFiles.deleteFolder(folder().resolve("index"));
    restart();
    Load partly = reindex();
    assertThat(partly.getState()).isEqualTo(LoadState.LOAD_STATE_SUCCEEDED);
    assertThat(partly.getAddedCount() + partly.getFailedCount()).isEqualTo(6);

    retriever.close();
    Files.move(away, original);
    restart();
    assertThat(original).exists();
    assertThat(retriever.corpus("handbook").getProblem()).contains(COMMAND);
    assertThat(reindex().getFailedCount()).isZero();
    assertThat(retriever.corpus("handbook").getProblem()).isEmpty();
    assertThat(documents()).isEqualTo(documents);
  }

  @Test
  void goesOnWhenItsClientLeavesAndLetsNoDocumentChangeMeanwhile() throws IOException {
    assertThat(begin().next().hasStarted()).isTrue();
    retriever.close();
    // A stop ends it; what served before serves again.
    restart();
    assertThat(problem()).isEmpty();
    assertThat(retriever.listed("handbook")).hasSize(6);

    String name = begin().next().getStarted().getName();
    Load load;
    do {
      load =
          retriever
              .documents()
              .getLoad(GetLoadRequest.newBuilder().setName(name).build())
              .getLoad();
    } while (load.getState() == LoadState.LOAD_STATE_RUNNING);
    assertThat(load.getState()).isEqualTo(LoadState.LOAD_STATE_SUCCEEDED);
    assertThat(load.getAddedCount()).isEqualTo(6);
    assertThat(documents()).hasSize(6);
  }

  @Test
  void endsAnExchangeThatADeathInterrupted() throws IOException {
    List<Document> documents = documents();
    retriever.close();
    Files.move(folder().resolve("index"), folder().resolve("index.rebuilt"));
    Files.createDirectories(folder().resolve("index.former"));
    Files.writeString(folder().resolve("index.former/write.lock"), "");

    restart();
    assertThat(problem()).isEmpty();
    assertThat(documents()).isEqualTo(documents);
    assertThat(folder().resolve("index.former")).doesNotExist();
    assertThat(folder().resolve("index.rebuilt")).doesNotExist();
  }
}
