package ai.adjutant.retriever;

import static ai.adjutant.retriever.RunningRetriever.into;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ai.adjutant.retrieval.v1.Document;
import ai.adjutant.retrieval.v1.DocumentResult;
import ai.adjutant.retrieval.v1.FileStart;
import ai.adjutant.retrieval.v1.GetDocumentRequest;
import ai.adjutant.retrieval.v1.Hit;
import ai.adjutant.retrieval.v1.Load;
import ai.adjutant.retrieval.v1.LoadStart;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels, dates and metadata: what the sender states of a file, of a load, and the document. */
final class StatedDocumentsTest {
  private static final String FEES = "# Fees\n\nA replacement SIM card costs ten euros.\n";

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

  private Document document(String id) {
    return retriever
        .documents()
        .getDocument(
            GetDocumentRequest.newBuilder().setName("corpora/handbook/documents/" + id).build())
        .getDocument();
  }

  private static Timestamp at(String instant) {
    return Timestamp.newBuilder().setSeconds(Instant.parse(instant).getEpochSecond()).build();
  }

  @Test
  void takesWhatTheSenderStatesOfAFileOverTheLoadsAndThatOverTheDocuments() {
    String states =
        "---\nlabel: own\nteam: own\nowner: own\neffective_from: 2020-01-01\n"
            + "effective_until: 2021-01-01\n---\n# Fees\n\nTen euros.\n";
    Upload upload =
        retriever.load(
            into("handbook")
                .setLabel("load")
                .putMetadata("team", "load")
                .setEffectiveUntil(at("2030-01-01T00:00:00Z")));
    upload.file("fees.md", states);
    upload
        .open(
            FileStart.newBuilder()
                .setPath("single.md")
                .setLabel("file")
                .putMetadata("team", "file")
                .setEffectiveFrom(at("2025-01-01T00:00:00Z")))
        .data(ByteString.copyFromUtf8(states))
        .end("");
    assertThat(upload.finish().getAddedCount()).isEqualTo(2);

    Document all = document("fees.md");
    assertThat(all.getLabel()).isEqualTo("load");
    assertThat(all.getMetadataMap()).containsEntry("team", "load").containsEntry("owner", "own");
    assertThat(all.getEffectiveFrom()).isEqualTo(at("2020-01-01T00:00:00Z"));
    assertThat(all.getEffectiveUntil()).isEqualTo(at("2030-01-01T00:00:00Z"));
    Document single = document("single.md");
    assertThat(single.getLabel()).isEqualTo("file");
    assertThat(single.getMetadataMap()).containsEntry("team", "file").containsEntry("owner", "own");
    assertThat(single.getEffectiveFrom()).isEqualTo(at("2025-01-01T00:00:00Z"));
    assertThat(single.getEffectiveUntil()).isEqualTo(at("2030-01-01T00:00:00Z"));
    assertThat(
            retriever
                .search(
                    RunningRetriever.ask("handbook", "euros").setAsOf(at("2022-01-01T00:00:00Z")))
                .getHitsList())
        .extracting(Hit::getDocument)
        .containsExactly("corpora/handbook/documents/fees.md");
  }

  @Test
  void changesADocumentWhenItsDatesChangeAndOnlyThen() {
    LoadStart.Builder dated = into("handbook").setEffectiveFrom(at("2025-01-01T00:00:00Z"));
    assertThat(retriever.load(dated).file("fees.md", FEES).finish().getAddedCount()).isEqualTo(1);
    assertThat(retriever.load(dated).file("fees.md", FEES).finish().getUnchangedCount())
        .isEqualTo(1);
    assertThat(retriever.load("handbook").file("fees.md", FEES).finish().getChangedCount())
        .isEqualTo(1);
    assertThat(document("fees.md").hasEffectiveFrom()).isFalse();
  }

  @Test
  void refusesWrongStatementsOfAFileAndLoadsTheOthers() {
    Upload upload = retriever.load("handbook");
    upload
        .open(FileStart.newBuilder().setPath("a.md").putMetadata("effective_from", "2020-01-01"))
        .data(ByteString.copyFromUtf8(FEES))
        .end("");
    upload
        .open(
            FileStart.newBuilder()
                .setPath("b.md")
                .setEffectiveFrom(at("2025-01-01T00:00:00Z"))
                .setEffectiveUntil(at("2024-01-01T00:00:00Z")))
        .data(ByteString.copyFromUtf8(FEES))
        .end("");
    upload
        .open(
            FileStart.newBuilder()
                .setPath("c.md")
                .setEffectiveFrom(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE)))
        .end("");
    Load load = upload.file("fees.md", FEES).finish();

    assertThat(load.getFailuresList())
        .extracting(DocumentResult::getDocument, DocumentResult::getReason)
        .containsExactlyInAnyOrder(
            tuple("a.md", "BAD_METADATA"),
            tuple("b.md", "BAD_METADATA"),
            tuple("c.md", "BAD_VALUE"));
    assertThat(load.getFailuresList())
        .anySatisfy(failure -> assertThat(failure.getMessage()).contains("--effective-from"));
    assertThat(retriever.listed("handbook")).containsExactly("fees.md");
    assertThatThrownBy(
            () -> retriever.load(into("handbook").putMetadata("label", "public")).finished())
        .hasMessageContaining("INVALID_ARGUMENT")
        .hasMessageContaining("--label");
  }

  @Test
  void warnsOfADocumentThatIsNeverInForce() {
    Upload upload = retriever.load(into("handbook").setEffectiveFrom(at("2025-01-01T00:00:00Z")));
    upload.file("old.md", "---\neffective_until: 2021-01-01\n---\n# Old\n\nTen euros.\n").finish();
    assertThat(upload.results())
        .singleElement()
        .satisfies(result ->
            assertThat(result.getWarningsList()).anyMatch(w -> w.contains("never in force")));
  }
}
