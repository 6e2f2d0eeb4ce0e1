package ai.adjutant.inference.engine;

import static ai.adjutant.inference.engine.Generations.greedy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.testing.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EngineLoopTest {
  @TempDir Path folder;

  @Test
  void takesAtMostTheStepThatItIsInAfterCancelling() throws Exception {
    ScriptedDecoder decoder = counting(1).gated();
    try (LanguageModel model = model(decoder, 4)) {
      Generation cancelled = model.generate(new Prompt.Raw("a"), greedy(500));
      decoder.leaves.release(3);
      decoder.begun.acquire(4); // the fourth step has begun and waits
      cancelled.cancel();
      assertThatThrownBy(cancelled::next).isInstanceOf(CancellationException.class);
      Generation next = model.generate(new Prompt.Raw("x"), greedy(2));
      decoder.leaves.release(3); // the step that was under way, and two of the next generation
      assertThat(Generations.read(next).text()).isEqualTo("yz");
      assertThat(decoder.begun.availablePermits()).isEqualTo(2);
    }
    assertThat(decoder.openSequences).hasValue(0);
  }

  @Test
  void refusesWhenQueueIsFull() throws Exception {
    ScriptedDecoder decoder = counting(1).gated();
    try (LanguageModel model = model(decoder, 2)) {
      Generation running = model.generate(new Prompt.Raw("a"), greedy(1));
      decoder.begun.acquire();
      Generation first = model.generate(new Prompt.Raw("b"), greedy(1));
      Generation second = model.generate(new Prompt.Raw("c"), greedy(1));
      assertThatThrownBy(() -> model.generate(new Prompt.Raw("d"), greedy(1)))
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(EngineReason.ENGINE_QUEUE_FULL))
          .hasMessageContaining("2 requests wait");
      first.cancel(); // frees a place at once
      Generation third = model.generate(new Prompt.Raw("e"), greedy(1));
      decoder.leaves.release(10);
      assertThat(Generations.read(running).text()).isEqualTo("b");
      assertThat(Generations.read(second).text()).isEqualTo("d");
      assertThat(Generations.read(third).text()).isEqualTo("f");
    }
  }

  @Test
  void letsSequencesTakeTurns() throws Exception {
    ScriptedDecoder decoder = counting(2).gated();
    try (LanguageModel model = model(decoder, 4)) {
      Generation endless = model.generate(new Prompt.Raw("a"), greedy(900));
      decoder.begun.acquire();
      Generation quick = model.generate(new Prompt.Raw("m"), greedy(3));
      decoder.leaves.release(8); // one before the other came, then turn by turn
      assertThat(Generations.read(quick).text()).isEqualTo("nop");
      endless.cancel();
      decoder.leaves.release(2);
    }
  }

  @Test
  void failsOnlyTheRequestWhoseStepFails() throws Exception {
    try (LanguageModel model = model(counting(1).failingAt('c'), 4)) {
      Generation bad = model.generate(new Prompt.Raw("a"), greedy(10));
      assertThatThrownBy(() -> Generations.read(bad)).hasMessage("poisoned");
      assertThat(Generations.read(model.generate(new Prompt.Raw("x"), greedy(1))).text())
          .isEqualTo("y");
    }
  }

  @Test
  void failsWhatIsUnderWayWhenItCloses() throws Exception {
    ScriptedDecoder decoder = counting(1).gated();
    LanguageModel model = model(decoder, 4);
    Generation running = model.generate(new Prompt.Raw("a"), greedy(10));
    decoder.begun.acquire();
    Generation waiting = model.generate(new Prompt.Raw("b"), greedy(10));
    Thread closing = Thread.ofVirtual().start(model::close);
    Await.until("closing to wait", () -> closing.getState() == Thread.State.WAITING);
    decoder.leaves.release(1);
    closing.join();
    assertThatThrownBy(() -> Generations.read(waiting)).hasMessageContaining("stopping");
    assertThatThrownBy(() -> Generations.read(running)).hasMessageContaining("stopping");
    assertThat(decoder.openSequences).hasValue(0);
    assertThatThrownBy(() -> model.generate(new Prompt.Raw("c"), greedy(1)))
        .isInstanceOf(AdjutantException.class);
  }

  private static ScriptedDecoder counting(int slots) {
    return ScriptedDecoder.counting(260, 1_000, slots);
  }

  private LanguageModel model(Decoder decoder, int queueMax) throws IOException {
    return Models.of(decoder, queueMax, folder);
  }
}
