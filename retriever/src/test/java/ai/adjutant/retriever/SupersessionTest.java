package ai.adjutant.retriever;

import static ai.adjutant.retriever.RunningRetriever.ask;
import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retrieval.v1.DeleteDocumentRequest;
import ai.adjutant.retrieval.v1.Document;
import ai.adjutant.retrieval.v1.GetDocumentRequest;
import ai.adjutant.retrieval.v1.Hit;
import ai.adjutant.retrieval.v1.Load;
import ai.adjutant.retrieval.v1.LoadState;
import ai.adjutant.retrieval.v1.ReindexCorpusRequest;
import ai.adjutant.retrieval.v1.ReindexCorpusResponse;
import ai.adjutant.retrieval.v1.SearchMode;
import com.google.protobuf.Timestamp;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Documents that supersede others, loaded through a service in either order. */
@Timeout(120)
final class SupersessionTest {
  private static final String OLD =
      "# Visitor escort SOP\n\n| Field | Value |\n|---|---|\n| Effective Date | 1 March 2023 |\n"
          + "| Supersedes | none |\n\nVisitor badges are valid for 8 hours.\n";
  private static final String NEW =
      "# Visitor escort SOP\n\n| Field | Value |\n|---|---|\n"
          + "| Effective Date | 15 September 2025 |\n"
          + "| Supersedes | Visitor escort SOP of 1 March 2023 |\n\n"
          + "Visitor badges are valid for 4 hours.\n";

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

  private List<String> found(String asOf, SearchMode mode) {
    return retriever
        .search(
            ask("handbook", "How long is a visitor badge valid?").setAsOf(at(asOf)).setMode(mode))
        .getHitsList()
        .stream()
        .map(Hit::getDocument)
        .map(name -> name.substring(name.lastIndexOf('/') + 1))
        .filter(name -> !name.equals("x.md"))
        .toList();
  }

  private static Timestamp at(String instant) {
    return Timestamp.newBuilder().setSeconds(Instant.parse(instant).getEpochSecond()).build();
  }

  private void assertEnded() {
    assertThat(document("old.md").getEffectiveUntil()).isEqualTo(at("2025-09-15T00:00:00Z"));
    assertThat(document("new.md").hasEffectiveUntil()).isFalse();
    for (SearchMode mode :
        List.of(
            SearchMode.SEARCH_MODE_HYBRID,
            SearchMode.SEARCH_MODE_BM25,
            SearchMode.SEARCH_MODE_VECTOR)) {
      assertThat(found("2024-05-01T00:00:00Z", mode)).as("%s", mode).containsExactly("old.md");
      assertThat(found("2026-05-01T00:00:00Z", mode)).as("%s", mode).containsExactly("new.md");
    }
  }

  @Test
  void endsWhatWasLoadedBefore() {
    retriever.load("handbook").file("old.md", OLD).finish();
    Load load = retriever.load("handbook").file("new.md", NEW).finish();

    assertEnded();
    assertThat(load.getWarningsList()).anyMatch(w -> w.contains("new.md supersedes it"));
  }

  @Test
  void endsWhatIsLoadedAfterwardsAndInOneLoad() {
    retriever.load("handbook").file("new.md", NEW).finish();
    retriever.load("handbook").file("old.md", OLD).finish();
    assertEnded();

    retriever.load("handbook").file("old.md", OLD + "\nMore.\n").file("new.md", NEW).finish();
    assertEnded();
  }

  @Test
  void changesNothingWhenLoadedAgain() {
    retriever.load("handbook").file("old.md", OLD).file("new.md", NEW).finish();
    Load again =
        retriever
            .load("handbook")
            .file("old.md", OLD)
            .file("new.md", NEW)
            .file("x.md", "# X\n\nText.\n")
            .finish();

    assertThat(again.getUnchangedCount()).isEqualTo(2);
    assertThat(again.getWarningsList()).noneMatch(w -> w.contains("supersedes"));
    assertEnded();
  }

  @Test
  void keepsTheEndThroughAReindex() {
    retriever.load("handbook").file("old.md", OLD).file("new.md", NEW).finish();
    Iterator<ReindexCorpusResponse> news =
        retriever
            .corpora()
            .reindexCorpus(ReindexCorpusRequest.newBuilder().setName("corpora/handbook").build());
    Load last = Load.getDefaultInstance();
    while (news.hasNext()) {
      ReindexCorpusResponse next = news.next();
      last = next.hasFinished() ? next.getFinished() : last;
    }

    assertThat(last.getState()).isEqualTo(LoadState.LOAD_STATE_SUCCEEDED);
    assertEnded();
  }

  @Test
  void bringsNoDocumentBackThatIsDeletedWhileItsSuccessorIsLoaded() throws Exception {
    DeleteDocumentRequest deletion =
        DeleteDocumentRequest.newBuilder().setName("corpora/handbook/documents/old.md").build();
    for (int round = 0; round < 12; round++) {
      retriever.load("handbook").file("old.md", OLD).finish();
      try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<?> deleted =
            other.submit(() -> {
              var unused = retriever.documents().deleteDocument(deletion);
            });
        retriever.load("handbook").file("new.md", NEW + "\nRound " + round + ".\n").finish();
        deleted.get(60, TimeUnit.SECONDS);
      }
      assertThat(retriever.found("handbook", "returns", SearchMode.SEARCH_MODE_BM25))
          .doesNotContain("corpora/handbook/documents/old.md");
      assertThat(retriever.corpus("handbook").getDocumentCount()).isEqualTo(1);
    }
  }

  @Test
  void holdsAgainWhenItsSuccessorIsGone() {
    retriever.load("handbook").file("old.md", OLD).file("new.md", NEW).finish();
    var unused =
        retriever
            .documents()
            .deleteDocument(
                DeleteDocumentRequest.newBuilder()
                    .setName("corpora/handbook/documents/new.md")
                    .build());
    retriever.load("handbook").file("x.md", "# X\n\nText.\n").finish();

    assertThat(document("old.md").hasEffectiveUntil()).isFalse();
    assertThat(document("old.md").getMetadataMap()).doesNotContainKey("adjutant.ended_by");
  }

  @Test
  void takesADocumentThatCallsItselfWithdrawnOutOfForceFromNowOn() {
    retriever.load("handbook").file("a.md", "---\nstatus: withdrawn\n---\nA badge.\n").finish();

    assertThat(document("a.md").getEffectiveUntil().getSeconds())
        .isBetween(at("2026-01-01T00:00:00Z").getSeconds(), Instant.now().getEpochSecond());
  }
}
