package ai.adjutant.retriever;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retrieval.v1.Corpus;
import ai.adjutant.retrieval.v1.DeleteDocumentRequest;
import ai.adjutant.retrieval.v1.Evidence;
import ai.adjutant.retrieval.v1.ListCorporaRequest;
import ai.adjutant.retrieval.v1.ListCorporaResponse;
import ai.adjutant.retrieval.v1.SearchMode;
import ai.adjutant.retrieval.v1.SearchResponse;
import ai.adjutant.retrieval.v1.UpdateCorpusRequest;
import com.google.protobuf.FieldMask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a question costs in file accesses: none, and still the numbers are right. */
final class FileAccessTest {
  @TempDir Path data;
  private FakeEmbeddings inference;
  private RunningRetriever retriever;

  @BeforeEach
  void start() {
    inference = FakeEmbeddings.start(RunningRetriever.ANY_PORT);
    retriever = RunningRetriever.start(data, inference.endpoint());
    retriever.create("handbook");
  }

  @AfterEach
  void stop() {
    retriever.close();
    inference.close();
  }

  private Path folder() {
    return data.resolve("tenants/default/corpora/handbook");
  }

  private void loadSome() {
    Upload upload = retriever.load("handbook");
    for (int i = 0; i < 40; i++) {
      upload.file("note-" + i + ".md", "# Note\n\nCard number " + i + " costs ten euros.\n");
    }
    assertThat(upload.finish().getAddedCount()).isEqualTo(40);
  }

  private ListCorporaResponse list() {
    return retriever.corpora().listCorpora(ListCorporaRequest.getDefaultInstance());
  }

  private SearchResponse search() {
    SearchResponse found =
        retriever.search(
            RunningRetriever.ask("handbook", "What does card 7 cost?")
                .setMode(SearchMode.SEARCH_MODE_HYBRID));
    return found.toBuilder().clearStepTimes().build();
  }

  /** Whatever looked up one path of the corpus would fail or count nothing meanwhile. */
  @Test
  void looksUpNoFileToSearchOrToDescribeACorpus() throws IOException {
    loadSome();
    SearchResponse found = search();
    Corpus corpus = retriever.corpus("handbook");
    ListCorporaResponse listed = list();
    assertThat(found.getHitsCount()).isEqualTo(10);
    assertThat(corpus.getByteCount()).isPositive();

    Path away = data.resolve("away");
    Files.move(folder(), away);
    try {
      assertThat(search()).isEqualTo(found);
      assertThat(retriever.corpus("handbook")).isEqualTo(corpus);
      assertThat(list()).isEqualTo(listed);
    } finally {
      Files.move(away, folder());
    }
  }

  @Test
  void countsTheBytesOnDiskAfterLoadsDeletionsAndARestart() throws IOException {
    loadSome();
    retriever.load("handbook").file("note-3.md", "# Another note\n\nIt is longer now.\n").finish();
    for (int i = 0; i < 9; i++) {
      var unused =
          retriever
              .documents()
              .deleteDocument(
                  DeleteDocumentRequest.newBuilder()
                      .setName("corpora/handbook/documents/note-" + i + ".md")
                      .build());
    }
    retriever.load("handbook").file("twice.md", "# A\n\nOne.\n").finish();
    retriever.load("handbook").file("again.md", "# A\n\nOne.\n").finish();
    long counted = retriever.corpus("handbook").getByteCount();

    retriever.close();
    retriever = RunningRetriever.start(data, inference.endpoint());
    assertThat(retriever.corpus("handbook").getByteCount()).isEqualTo(counted).isEqualTo(onDisk());
  }

  /** Index and originals, but for what Lucene needs to find and to guard its segments. */
  private long onDisk() throws IOException {
    long bytes = 0;
    for (String part : new String[] {"index", "originals"}) {
      try (Stream<Path> files = Files.list(folder().resolve(part))) {
        for (Path file : files.toList()) {
          String name = file.getFileName().toString();
          bytes += name.startsWith("segments") || name.equals("write.lock") ? 0 : Files.size(file);
        }
      }
    }
    return bytes;
  }

  @Test
  void sendsTheEvidenceRuleWithEachSearch() {
    loadSome();
    Evidence standard = search().getEvidence();
    assertThat(standard).isEqualTo(retriever.corpus("handbook").getEvidence());
    assertThat(standard.getThreshold()).isEqualTo(0.5);
    assertThat(standard.getCalibrated()).isFalse();

    Evidence fitted =
        Evidence.newBuilder()
            .setThreshold(0.31)
            .setCalibrated(true)
            .setAnswerableCount(50)
            .setUnanswerableCount(12)
            .addWeights(-1.5)
            .addWeights(2)
            .build();
    var unused =
        retriever
            .corpora()
            .updateCorpus(
                UpdateCorpusRequest.newBuilder()
                    .setCorpus(Corpus.newBuilder().setName("corpora/handbook").setEvidence(fitted))
                    .setUpdateMask(FieldMask.newBuilder().addPaths("evidence"))
                    .build());

    assertThat(search().getEvidence().toBuilder().clearUpdateTime().build()).isEqualTo(fitted);
    SearchResponse nothing = retriever.search(RunningRetriever.ask("handbook", "zyx").setK(1));
    assertThat(nothing.hasEvidence()).isTrue();
  }
}
