package ai.adjutant.inference.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EmbedderTest {
  private final GatedEncoder encoder = new GatedEncoder();

  @Test
  void embedsQuestionsBeforeDocumentsThatCameEarlier() throws InterruptedException {
    try (Embedder embedder = embedder(1)) {
      Embedding first = embedder.begin(List.of("begun"), Purpose.DOCUMENT);
      encoder.entered.acquire();
      Embedding document = embedder.begin(List.of("document"), Purpose.DOCUMENT);
      Embedding question = embedder.begin(List.of("question"), Purpose.QUERY);
      encoder.gate.release(3);
      first.await();
      document.await();
      question.await();
    }
    assertThat(encoder.order()).containsExactly("begun", "question", "document");
  }

  @Test
  void neverRunsMoreTextsAtOnceThanThreads() throws InterruptedException {
    encoder.gate.release(1_000);
    try (Embedder embedder = embedder(3)) {
      List<Embedding> all = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        all.add(embedder.begin(List.of("text " + i), Purpose.DOCUMENT));
      }
      for (Embedding one : all) {
        assertThat(one.await()).hasSize(1);
      }
    }
    assertThat(encoder.order()).hasSize(1_000);
    assertThat(encoder.crowd()).isLessThanOrEqualTo(3);
  }

  @Test
  void refusesAtOnceWhatDoesNotFitTheQueue() throws InterruptedException {
    try (Embedder embedder = new Embedder(encoder, new EmbedSettings(1, 256, 256))) {
      Embedding running = embedder.begin(List.of("begun"), Purpose.DOCUMENT);
      encoder.entered.acquire();
      Embedding waiting = embedder.begin(Collections.nCopies(256, "x"), Purpose.DOCUMENT);
      assertThatThrownBy(() -> embedder.begin(List.of("one more"), Purpose.DOCUMENT))
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(EmbedReason.EMBED_QUEUE_FULL))
          .hasMessageContaining("holds 256 texts");
      Embedding question = embedder.begin(List.of("has its own lane"), Purpose.QUERY);
      encoder.gate.release(258);
      running.await();
      waiting.await();
      question.await();
    }
  }

  @Test
  void givesUpTextsThatHaveNotBegun() throws InterruptedException {
    try (Embedder embedder = embedder(1)) {
      Embedding given = embedder.begin(Collections.nCopies(256, "x"), Purpose.DOCUMENT);
      encoder.entered.acquire();
      given.cancel();
      assertThatThrownBy(given::await).isInstanceOf(CancellationException.class);
      Embedding next = embedder.begin(List.of("next"), Purpose.DOCUMENT);
      encoder.gate.release(2);
      next.await();
    }
    assertThat(encoder.order()).containsExactly("x", "next");
  }

  @Test
  void goesOnAfterATextThatFails() throws InterruptedException {
    encoder.gate.release(2);
    try (Embedder embedder = embedder(1)) {
      Embedding bad = embedder.begin(List.of("bad"), Purpose.QUERY);
      assertThatThrownBy(bad::await).hasMessage("bad text");
      assertThat(embedder.begin(List.of("good"), Purpose.QUERY).await()).hasSize(1);
    }
  }

  @Test
  void failsWhatWaitsWhenItCloses() throws InterruptedException {
    Embedder embedder = embedder(1);
    Embedding running = embedder.begin(List.of("begun"), Purpose.DOCUMENT);
    encoder.entered.acquire();
    Embedding waiting = embedder.begin(List.of("waiting"), Purpose.DOCUMENT);
    Thread closing = Thread.ofVirtual().start(embedder::close);
    assertThatThrownBy(waiting::await).hasMessageContaining("stopping");
    encoder.gate.release();
    closing.join();
    assertThat(running.await()).hasSize(1);
    assertThatThrownBy(() -> embedder.begin(List.of("late"), Purpose.QUERY))
        .isInstanceOf(AdjutantException.class);
  }

  private Embedder embedder(int threads) {
    return new Embedder(encoder, new EmbedSettings(threads, 1_024, 4_096));
  }
}
