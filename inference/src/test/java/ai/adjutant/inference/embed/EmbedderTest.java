package ai.adjutant.inference.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.work.Pending;
import ai.adjutant.inference.work.WorkReason;
import ai.adjutant.inference.work.Workers;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EmbedderTest {
  private final GatedEncoder encoder = new GatedEncoder(false);
  private final Workers workers = new EmbedSettings(1, 256, 256).start();

  @AfterEach
  void close() {
    workers.close();
  }

  @Test
  void embedsAQuestionWhileDocumentsAreBeingEmbedded() throws InterruptedException {
    try (Embedder embedder = new Embedder(encoder, workers)) {
      Pending<TextVector> begun = embedder.begin(List.of("begun"), Purpose.DOCUMENT);
      encoder.entered.acquire();
      Pending<TextVector> document = embedder.begin(List.of("document"), Purpose.DOCUMENT);
      Pending<TextVector> question = embedder.begin(List.of("question"), Purpose.QUERY);
      encoder.entered.acquire();
      encoder.gate.release(3);
      begun.await();
      document.await();
      question.await();
    }
    assertThat(encoder.runs())
        .containsExactly(List.of("begun"), List.of("question"), List.of("document"));
  }

  @Test
  void takesAFullRequestAndRefusesAtOnceWhatDoesNotFitBehindIt() throws InterruptedException {
    try (Embedder embedder = new Embedder(encoder, workers)) {
      Pending<TextVector> running = embedder.begin(List.of("begun"), Purpose.DOCUMENT);
      encoder.entered.acquire();
      Pending<TextVector> waiting = embedder.begin(Collections.nCopies(256, "x"), Purpose.DOCUMENT);
      assertThatThrownBy(() -> embedder.begin(List.of("one more"), Purpose.DOCUMENT))
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(WorkReason.WORK_QUEUE_FULL))
          .hasMessageContaining("holds 256 texts");
      encoder.gate.release(257);
      running.await();
      assertThat(waiting.await()).hasSize(256);
    }
    assertThat(encoder.runs()).allSatisfy(run -> assertThat(run).hasSize(1));
  }

  @Test
  void runsShortTextsTogetherWhereTheyDoNotLeanOnEachOther() throws InterruptedException {
    GatedEncoder independent = new GatedEncoder(true);
    independent.gate.release(3);
    try (Embedder embedder = new Embedder(independent, workers)) {
      String chunk = "words ".repeat(200);
      List<TextVector> vectors =
          embedder.begin(List.of(chunk, "a", chunk + "x", "abc"), Purpose.DOCUMENT).await();
      assertThat(vectors).extracting(TextVector::tokenCount).containsExactly(1_200, 1, 1_201, 3);
      assertThat(independent.runs())
          .containsExactly(List.of("a", "abc"), List.of(chunk), List.of(chunk + "x"));
    }
  }
}
