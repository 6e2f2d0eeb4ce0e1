package ai.adjutant.retriever;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.process.ProcessReason;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.retrieval.v1.Chunker;
import ai.adjutant.retrieval.v1.Corpus;
import ai.adjutant.retrieval.v1.CreateCorpusRequest;
import ai.adjutant.retrieval.v1.DeleteCorpusRequest;
import ai.adjutant.retrieval.v1.Evidence;
import ai.adjutant.retrieval.v1.GetDocumentRequest;
import ai.adjutant.retrieval.v1.GetLoadRequest;
import ai.adjutant.retrieval.v1.ListCorporaRequest;
import ai.adjutant.retrieval.v1.ListCorporaResponse;
import ai.adjutant.retrieval.v1.SearchMode;
import ai.adjutant.retrieval.v1.UpdateCorpusRequest;
import com.google.protobuf.FieldMask;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Corpora over real gRPC, and what a damaged one does to the others. */
final class CorpusTest {
  private static final Endpoint NOWHERE = new Endpoint.InProcess("no-inference");

  @TempDir Path data;

  private RunningRetriever start() {
    return RunningRetriever.start(data, NOWHERE);
  }

  private Path folder(String corpus) {
    return data.resolve("tenants/default/corpora").resolve(corpus);
  }

  @Test
  void keepsSettingsAndEvidenceOverARestart() {
    try (RunningRetriever retriever = start()) {
      Corpus asked =
          Corpus.newBuilder().setLanguage("ko").setChunker(Chunker.CHUNKER_WHOLE).build();
      var unused =
          retriever
              .corpora()
              .createCorpus(
                  CreateCorpusRequest.newBuilder().setCorpusId("faq-1").setCorpus(asked).build());
      Evidence evidence =
          Evidence.newBuilder()
              .setThreshold(0.31)
              .setCalibrated(true)
              .setAnswerableCount(50)
              .addWeights(-1.5)
              .build();
      Corpus updated =
          retriever
              .corpora()
              .updateCorpus(
                  UpdateCorpusRequest.newBuilder()
                      .setCorpus(Corpus.newBuilder().setName("corpora/faq-1").setEvidence(evidence))
                      .setUpdateMask(FieldMask.newBuilder().addPaths("evidence"))
                      .build())
              .getCorpus();
      assertThat(updated.getEvidence().hasUpdateTime()).isTrue();
    }
    try (RunningRetriever again = start()) {
      Corpus corpus = again.corpus("faq-1");
      assertThat(corpus.getLanguage()).isEqualTo("ko");
      assertThat(corpus.getChunker()).isEqualTo(Chunker.CHUNKER_WHOLE);
      assertThat(corpus.getEvidence().getThreshold()).isEqualTo(0.31);
      assertThat(corpus.getEvidence().getCalibrated()).isTrue();
      assertThat(corpus.getEvidence().getWeightsList()).containsExactly(-1.5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a-", "Ä", "A", "a/b", "..", "a b"})
  void refusesNamesThatAreNone(String name) {
    try (RunningRetriever retriever = start()) {
      assertThatThrownBy(() -> retriever.create(name))
          .hasMessageContaining("INVALID_ARGUMENT")
          .hasMessageContaining("lower-case letters");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"klingon", "zz", "x-private", "e n"})
  void refusesLanguagesThatAreNone(String language) {
    try (RunningRetriever retriever = start()) {
      CreateCorpusRequest request =
          CreateCorpusRequest.newBuilder()
              .setCorpusId("c")
              .setCorpus(Corpus.newBuilder().setLanguage(language))
              .build();
      assertThatThrownBy(() -> retriever.corpora().createCorpus(request))
          .hasMessageContaining("INVALID_ARGUMENT")
          .hasMessageContaining("'" + language + "'")
          .hasMessageContaining("de");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko", "pt-BR", "zh-Hant", "th", "nn"})
  void takesLanguagesThatAreSome(String language) {
    try (RunningRetriever retriever = start()) {
      CreateCorpusRequest request =
          CreateCorpusRequest.newBuilder()
              .setCorpusId("c")
              .setCorpus(Corpus.newBuilder().setLanguage(language))
              .build();
      assertThat(retriever.corpora().createCorpus(request).getCorpus().getLanguage())
          .isEqualTo(language);
    }
  }

  /** What is echoed whole would not fit into the trailers, and another error would arrive. */
  @Test
  void refusesNamesOfAnyLengthWithItsOwnError() {
    String name = "ä".repeat(100_000);
    try (RunningRetriever retriever = start()) {
      retriever.create("c");
      assertThatThrownBy(() -> retriever.corpus(name)).hasMessageContaining("INVALID_ARGUMENT");
      assertThatThrownBy(() -> retriever.corpus("c/" + name))
          .hasMessageContaining("INVALID_ARGUMENT");
      assertThatThrownBy(() ->
              retriever
                  .documents()
                  .getDocument(
                      GetDocumentRequest.newBuilder()
                          .setName("corpora/c/documents/" + name)
                          .build()))
          .hasMessageContaining("NOT_FOUND");
      assertThatThrownBy(() ->
              retriever
                  .documents()
                  .getLoad(
                      GetLoadRequest.newBuilder().setName("corpora/" + name + "/loads/1").build()))
          .hasMessageContaining("INVALID_ARGUMENT");
      assertThatThrownBy(
              () -> retriever.search(RunningRetriever.ask("c", "x").setFilter(name + " = 1")))
          .hasMessageContaining("INVALID_ARGUMENT");
    }
  }

  @Test
  void takesNamesUpToTheBoundAndEachOnce() {
    try (RunningRetriever retriever = start()) {
      retriever.create("a".repeat(63));
      assertThatThrownBy(() -> retriever.create("a".repeat(64)))
          .hasMessageContaining("INVALID_ARGUMENT");
      assertThatThrownBy(() -> retriever.create("a".repeat(63)))
          .hasMessageContaining("ALREADY_EXISTS");
    }
  }

  @Test
  void listsInPagesAndDeletes() {
    try (RunningRetriever retriever = start()) {
      for (String name : new String[] {"c", "a", "b"}) {
        retriever.create(name);
      }
      ListCorporaResponse first =
          retriever.corpora().listCorpora(ListCorporaRequest.newBuilder().setPageSize(2).build());
      assertThat(first.getCorporaList())
          .extracting(Corpus::getName)
          .containsExactly("corpora/a", "corpora/b");
      var unused =
          retriever
              .corpora()
              .deleteCorpus(DeleteCorpusRequest.newBuilder().setName("corpora/c").build());
      assertThat(
              retriever
                  .corpora()
                  .listCorpora(
                      ListCorporaRequest.newBuilder()
                          .setPageToken(first.getNextPageToken())
                          .build())
                  .getCorporaList())
          .isEmpty();
      assertThat(folder("c")).doesNotExist();
      assertThatThrownBy(() ->
              retriever
                  .corpora()
                  .listCorpora(ListCorporaRequest.newBuilder().setPageToken("?").build()))
          .hasMessageContaining("page token");
    }
  }

  @Test
  void reportsADamagedIndexAndServesTheOthers() throws IOException {
    try (RunningRetriever retriever = start()) {
      for (String name : new String[] {"sound", "torn", "scrawled"}) {
        retriever.create(name);
        retriever.load(name).file("fees.md", "# Fees\n\nTen euros.\n").finish();
      }
    }
    Path index = folder("torn").resolve("index");
    try (DirectoryStream<Path> commits = Files.newDirectoryStream(index, "segments_*")) {
      for (Path commit : commits) {
        byte[] bytes = Files.readAllBytes(commit);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(commit, bytes);
      }
    }
    Files.writeString(folder("scrawled").resolve("corpus.json"), "{\"format\": 1, \"name\":");

    try (RunningRetriever again = start()) {
      for (String name : new String[] {"torn", "scrawled"}) {
        assertThatThrownBy(() -> again.corpus(name))
            .hasMessageContaining("FAILED_PRECONDITION")
            .hasMessageContaining("damaged");
      }
      assertThat(again.found("sound", "euros", SearchMode.SEARCH_MODE_BM25)).hasSize(1);
      assertThat(
              again.corpora().listCorpora(ListCorporaRequest.getDefaultInstance()).getCorporaList())
          .filteredOn(corpus -> !corpus.getProblem().isEmpty())
          .extracting(Corpus::getName)
          .containsExactly("corpora/scrawled", "corpora/torn");
      var unused =
          again
              .corpora()
              .deleteCorpus(DeleteCorpusRequest.newBuilder().setName("corpora/torn").build());
      again.create("torn");
    }
  }

  @Test
  void sweepsWhatADeathLeftBehind() throws IOException {
    try (RunningRetriever retriever = start()) {
      retriever.create("notes");
      retriever.load("notes").file("fees.md", "# Fees\n\nTen euros.\n").finish();
    }
    Path root = data.resolve("tenants/default");
    Files.writeString(folder("notes").resolve("originals").resolve("0123"), "nobody's");
    Files.writeString(root.resolve("uploads/upload-1"), "half");
    Files.createDirectories(folder("unfinished"));
    Files.createDirectories(root.resolve("corpora/.deleted-gone/index"));

    try (RunningRetriever again = start()) {
      assertThat(again.listed("notes")).containsExactly("fees.md");
      assertThat(folder("notes").resolve("originals")).isDirectoryContaining(file -> true);
      assertThat(folder("notes").resolve("originals/0123")).doesNotExist();
      assertThat(root.resolve("uploads")).isEmptyDirectory();
      assertThat(root.resolve("corpora").toFile().list()).containsExactly("notes");
    }
  }

  @Test
  void refusesASecondRetrieverOnTheSameData() {
    try (RunningRetriever first = start()) {
      assertThat(first.endpoint()).isNotNull();
      assertThatThrownBy(this::start)
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(ProcessReason.DATA_IN_USE));
    }
    start().close();
  }
}
