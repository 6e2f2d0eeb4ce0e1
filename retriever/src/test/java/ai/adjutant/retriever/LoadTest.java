package ai.adjutant.retriever;

import static ai.adjutant.retriever.RunningRetriever.into;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ai.adjutant.chassis.settings.DataSize;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.retrieval.v1.Change;
import ai.adjutant.retrieval.v1.DeleteDocumentRequest;
import ai.adjutant.retrieval.v1.DocumentResult;
import ai.adjutant.retrieval.v1.DocumentView;
import ai.adjutant.retrieval.v1.GetDocumentRequest;
import ai.adjutant.retrieval.v1.GetLoadRequest;
import ai.adjutant.retrieval.v1.Load;
import ai.adjutant.retrieval.v1.LoadState;
import ai.adjutant.retrieval.v1.SearchMode;
import ai.adjutant.retriever.load.LoadLimits;
import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads over real gRPC, from the first frame to what is found afterwards. */
final class LoadTest {
  private static final String FEES = "# Fees\n\nA replacement SIM card costs ten euros.\n";
  private static final String ROAMING = "# Roaming\n\nRoaming in Norway is free of charge.\n";

  @TempDir Path data;
  private FakeEmbeddings inference;
  private RunningRetriever retriever;

  @BeforeEach
  void start() {
    inference = FakeEmbeddings.start(RunningRetriever.ANY_PORT);
    retriever = RunningRetriever.start(data, inference.endpoint(), limits(512 * 1024));
    retriever.create("handbook");
  }

  @AfterEach
  void stop() {
    retriever.close();
    inference.close();
  }

  private static LoadLimits limits(long fileBytesMax) {
    return new LoadLimits(
        new DataSize(fileBytesMax), OptionalInt.of(2), 1_000_000, 4, 16, Duration.ofMillis(50), 2);
  }

  private Load loadBoth() {
    return retriever
        .load("handbook")
        .file("fees.md", FEES)
        .file("abroad/roaming.md", ROAMING)
        .finish();
  }

  private long originals() throws IOException {
    Path folder = data.resolve("tenants/default/corpora/handbook/originals");
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  @Test
  void findsWhatWasLoadedByWordsAndByVectors() {
    Load load = loadBoth();

    assertThat(load.getState()).isEqualTo(LoadState.LOAD_STATE_SUCCEEDED);
    assertThat(load.getAddedCount()).isEqualTo(2);
    assertThat(load.getCorpusDocumentCount()).isEqualTo(2);
    assertThat(retriever.listed("handbook")).containsExactly("abroad/roaming.md", "fees.md");
    for (SearchMode mode :
        List.of(
            SearchMode.SEARCH_MODE_BM25,
            SearchMode.SEARCH_MODE_VECTOR,
            SearchMode.SEARCH_MODE_HYBRID)) {
      assertThat(retriever.found("handbook", "What does a SIM card cost?", mode))
          .first()
          .isEqualTo("fees.md");
    }
    assertThat(retriever.corpus("handbook").getEncoder().getDigest()).isEqualTo("digest-one");
  }

  @Test
  void changesNothingOnASecondLoad() throws IOException {
    loadBoth();
    Load again = loadBoth();

    assertThat(again.getUnchangedCount()).isEqualTo(2);
    assertThat(again.getAddedCount() + again.getChangedCount()).isZero();
    assertThat(originals()).isEqualTo(2);
  }

  @Test
  void replacesWhatChangedAndPurgesItsOriginal() throws IOException {
    loadBoth();
    Upload upload = retriever.load("handbook");
    Load load = upload.file("fees.md", "# Fees\n\nA gadget costs a fortune.\n").finish();

    assertThat(load.getChangedCount()).isEqualTo(1);
    assertThat(retriever.found("handbook", "gadget", SearchMode.SEARCH_MODE_BM25))
        .containsExactly("fees.md");
    assertThat(retriever.found("handbook", "replacement", SearchMode.SEARCH_MODE_BM25)).isEmpty();
    assertThat(originals()).isEqualTo(2);
  }

  @Test
  void changesADocumentWhenTheLoadSaysOtherThingsOfIt() {
    loadBoth();
    Load load =
        retriever
            .load(into("handbook").putMetadata("team", "care").setLabel("internal"))
            .file("fees.md", FEES)
            .finish();

    assertThat(load.getChangedCount()).isEqualTo(1);
    var document =
        retriever
            .documents()
            .getDocument(
                GetDocumentRequest.newBuilder()
                    .setName("corpora/handbook/documents/fees.md")
                    .setView(DocumentView.DOCUMENT_VIEW_FULL)
                    .build())
            .getDocument();
    assertThat(document.getMetadataMap()).containsEntry("team", "care");
    assertThat(document.getLabel()).isEqualTo("internal");
    assertThat(document.getText()).contains("replacement SIM card");
  }

  @Test
  void removesWhatALoadNoLongerNamesOnlyWhenAskedTo() throws IOException {
    loadBoth();
    Load kept = retriever.load("handbook").file("fees.md", FEES).finish();
    assertThat(kept.getRemovedCount()).isZero();

    Upload pruning = retriever.load(into("handbook").setPrune(true));
    Load load = pruning.file("fees.md", FEES).finish();

    assertThat(load.getRemovedCount()).isEqualTo(1);
    assertThat(pruning.documents(Change.CHANGE_REMOVED)).containsExactly("abroad/roaming.md");
    assertThat(retriever.listed("handbook")).containsExactly("fees.md");
    assertThat(originals()).isEqualTo(1);
  }

  @Test
  void prunesNothingWhenNoFileArrived() {
    loadBoth();
    Load load = retriever.load(into("handbook").setPrune(true)).finish();

    assertThat(load.getState()).isEqualTo(LoadState.LOAD_STATE_SUCCEEDED);
    assertThat(retriever.listed("handbook")).hasSize(2);
  }

  @Test
  void keepsTheEarlierVersionOfAFileThatFailedWhenPruning() {
    loadBoth();
    Upload upload = retriever.load(into("handbook").setPrune(true));
    Load load = upload.open("fees.md", 0).end("permission denied").finish();

    assertThat(load.getFailedCount()).isEqualTo(1);
    assertThat(upload.documents(Change.CHANGE_REMOVED)).containsExactly("abroad/roaming.md");
    assertThat(retriever.listed("handbook")).containsExactly("fees.md");
  }

  @Test
  void changesNothingInADryRun() throws IOException {
    Upload upload = retriever.load(into("handbook").setDryRun(true).setPrune(true));
    Load load = upload.file("fees.md", FEES).finish();

    assertThat(load.getAddedCount()).isEqualTo(1);
    assertThat(retriever.listed("handbook")).isEmpty();
    assertThat(originals()).isZero();
  }

  @Test
  void reportsEachBadFileAndLoadsTheOthers() {
    Upload upload = retriever.load("handbook");
    upload
        .file("empty.md", "")
        .file("../escape.md", FEES)
        .file("/absolute.md", FEES)
        .file("large.txt", ByteString.copyFrom(new byte[600 * 1024]))
        .file("unknown.xyz", ByteString.copyFrom(new byte[] {0, 1, 2, 3, 0, -1, -2, 0, 5}))
        .open("cut.md", 1000)
        .data(ByteString.copyFromUtf8("short"))
        .end("")
        .file("twice.md", FEES)
        .file("twice.md", ROAMING)
        .file("fees.md", FEES);
    Load load = upload.finish();

    assertThat(load.getState()).isEqualTo(LoadState.LOAD_STATE_SUCCEEDED);
    assertThat(load.getFailuresList())
        .extracting(DocumentResult::getDocument, DocumentResult::getReason)
        .containsExactlyInAnyOrder(
            tuple("empty.md", "EMPTY"),
            tuple("../escape.md", "BAD_NAME"),
            tuple("/absolute.md", "BAD_NAME"),
            tuple("large.txt", "TOO_LARGE"),
            tuple("unknown.xyz", "EMPTY"),
            tuple("cut.md", "INCOMPLETE_FILE"),
            tuple("twice.md", "DUPLICATE_NAME"));
    assertThat(load.getFailuresList()).noneMatch(failure -> failure.getMessage().isBlank());
    assertThat(retriever.listed("handbook")).containsExactly("fees.md", "twice.md");
  }

  @Test
  void refusesAnUnknownCorpusAndAnUnknownLoad() {
    assertThatThrownBy(() -> retriever.load("nowhere").finished())
        .hasMessageContaining("NOT_FOUND");
    assertThatThrownBy(() ->
            retriever
                .documents()
                .getLoad(GetLoadRequest.newBuilder().setName("corpora/handbook/loads/7").build()))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("NOT_FOUND");
  }

  @Test
  void deletesADocumentWithItsOriginal() throws IOException {
    loadBoth();
    DeleteDocumentRequest request =
        DeleteDocumentRequest.newBuilder().setName("corpora/handbook/documents/fees.md").build();
    var unused = retriever.documents().deleteDocument(request);

    assertThat(retriever.listed("handbook")).containsExactly("abroad/roaming.md");
    assertThat(originals()).isEqualTo(1);
    assertThatThrownBy(() -> retriever.documents().deleteDocument(request))
        .hasMessageContaining("NOT_FOUND");
  }

  @Test
  void loadsWithoutVectorsWhileInferenceIsAwayAndMakesThemLater() {
    Endpoint address = inference.endpoint();
    inference.close();
    Load away = loadBoth();

    assertThat(away.getAddedCount()).isEqualTo(2);
    assertThat(away.getWarningsList()).anyMatch(warning -> warning.contains("Load them again"));
    var degraded = retriever.search(RunningRetriever.ask("handbook", "SIM card"));
    assertThat(degraded.getDegradedList()).hasSize(1);
    assertThat(degraded.getHits(0).getDocument()).endsWith("fees.md");

    inference = FakeEmbeddings.start(address);
    Load back = loadBoth();
    assertThat(back.getChangedCount()).isEqualTo(2);
    assertThat(back.getWarningsList()).isEmpty();
    assertThat(retriever.search(RunningRetriever.ask("handbook", "SIM card")).getDegradedList())
        .isEmpty();
  }

  @Test
  void refusesToMixVectorsOfTwoEncoders() {
    loadBoth();
    inference.becomeAnotherModel();

    assertThatThrownBy(() -> retriever.load("handbook").finished())
        .hasMessageContaining("FAILED_PRECONDITION")
        .hasMessageContaining("can't be mixed");
    var answer = retriever.search(RunningRetriever.ask("handbook", "SIM card"));
    assertThat(answer.getDegraded(0).getMessage()).contains("corpus reindex");
    assertThat(answer.getHits(0).getDocument()).endsWith("fees.md");
  }

  @Test
  void warnsOfALanguageThatTheEncoderDoesNotKnow() {
    inference.know("en");
    Load load =
        retriever
            .load("handbook")
            .file("요금.md", "# 요금\n\n해외 로밍 요금은 하루에 만 원입니다. 유심 카드 교체는 무료입니다.\n")
            .finish();

    assertThat(load.getAddedCount()).isEqualTo(1);
    assertThat(load.getWarningsList())
        .anyMatch(warning -> warning.contains("--mode bm25") && warning.contains("--language ko"));
  }

  @Test
  void answersWhileALoadRuns() {
    retriever.load("handbook").file("fees.md", FEES).finish();
    Upload running = retriever.load("handbook");
    assertThat(running.started().getName()).isNotEmpty();
    for (int i = 0; i < 20; i++) {
      running.file("note-" + i + ".md", "# Note " + i + "\n\nNothing about cards.\n");
      assertThat(retriever.found("handbook", "SIM card", SearchMode.SEARCH_MODE_HYBRID))
          .first()
          .isEqualTo("fees.md");
    }
    assertThat(running.finish().getAddedCount()).isEqualTo(20);
  }

  @Test
  void takesNamesUpToOneBound() throws IOException {
    String longest = "a".repeat(1_000 - 3) + ".md";
    Upload upload = retriever.load("handbook");
    upload.file(longest, FEES).file("b" + longest, FEES);
    Load load = upload.finish();
    assertThat(load.getFailuresList())
        .extracting(DocumentResult::getReason)
        .containsExactly("BAD_NAME");
    assertThat(retriever.listed("handbook")).containsExactly(longest);
  }
}
