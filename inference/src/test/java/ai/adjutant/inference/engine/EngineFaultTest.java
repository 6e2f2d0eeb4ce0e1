package ai.adjutant.inference.engine;

import static ai.adjutant.inference.engine.Generations.greedy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.testing.Await;
import ai.adjutant.inference.engine.FaultyDecoder.Call;
import ai.adjutant.inference.testing.CapturedLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever breaks in an engine, nobody waits for it in vain, and it says that it is broken. */
@Timeout(60)
class EngineFaultTest {
  private static final int ENDLESS = 900_000;

  @TempDir Path folder;
  private CapturedLog log;

  @BeforeEach
  void capture() {
    log = CapturedLog.of(EngineLoop.class.getName());
  }

  @AfterEach
  void release() {
    log.close();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLOSE")
  void failsEveryRequestWhateverCallOfTheDecoderThrows(Call call) throws Exception {
    breakDown(
        call,
        () -> {
          throw new IllegalStateException("broken");
        });
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLOSE")
  void failsEveryRequestWhateverCallFindsTheProgramBroken(Call call) throws Exception {
    breakDown(
        call,
        () -> {
          throw new NoSuchMethodError("broken");
        });
  }

  /** One request runs, one is to be admitted, two wait: one to generate and one to score. */
  private void breakDown(Call call, Runnable thrower) throws Exception {
    ScriptedDecoder scripted = ScriptedDecoder.counting(260, 1_000_000, 2).gated();
    FaultyDecoder decoder = new FaultyDecoder(scripted, call, thrower);
    try (LanguageModel model = Models.of(decoder, 4, folder)) {
      Generation quick = model.generate(new Prompt.Raw("a"), greedy(2));
      scripted.begun.acquire(); // it is in its first step, which waits
      decoder.arm();
      Generation admitted = model.generate(new Prompt.Raw("b"), greedy(ENDLESS));
      Generation waiting = model.generate(new Prompt.Raw("c"), greedy(ENDLESS));
      Scoring scoring = model.score(List.of(1, 2, 3), Duration.ofDays(1));
      scripted.leaves.release(10_000);
      if (call == Call.END) {
        assertThat(Generations.read(quick).text()).as("whole before it broke").isEqualTo("bc");
      } else {
        assertFailed(() -> Generations.read(quick));
      }
      assertFailed(() -> Generations.read(admitted));
      assertFailed(() -> Generations.read(waiting));
      assertFailed(scoring::await);
      assertThat(model.fault()).isPresent();
      assertFailed(() -> model.generate(new Prompt.Raw("d"), greedy(1)));
    }
    assertThat(scripted.closed()).isTrue();
    assertLoggedOnce("broken");
  }

  @Test
  void closesWhatElseIsOpenWhenTheDecoderDoesNot() throws Exception {
    ScriptedDecoder scripted = ScriptedDecoder.counting(260, 1_000_000, 2).gated();
    FaultyDecoder decoder =
        new FaultyDecoder(
            scripted,
            Call.CLOSE,
            () -> {
              throw new IllegalStateException("stuck");
            });
    decoder.arm();
    LanguageModel model = Models.of(decoder, 4, folder);
    Generation running = model.generate(new Prompt.Raw("a"), greedy(ENDLESS));
    scripted.begun.acquire();
    Thread closing = Thread.ofVirtual().start(model::close);
    Await.until("closing to wait", () -> closing.getState() == Thread.State.WAITING);
    scripted.leaves.release(1); // the step that it is in is its last
    closing.join();
    assertThatThrownBy(() -> Generations.read(running)).hasMessageContaining("stopping");
    assertThat(model.fault()).as("it was closed on purpose").isEmpty();
    assertLoggedOnce("stuck");
  }

  @Test
  void aFaultOfTheSchedulerFailsItsRequests() throws Exception {
    ScriptedDecoder decoder = ScriptedDecoder.counting(260, 1_000_000, 2).gated();
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    EngineSettings settings = new EngineSettings(1, 1, 4, 1 << 20);
    try (EngineLoop loop = new EngineLoop("m", decoder, settings, new SimpleMeterRegistry())) {
      loop.submit(new Unplannable(failure));
      assertThat(failure.get())
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(EngineReason.ENGINE_FAILED));
      assertThat(loop.fault()).isPresent();
    }
    assertLoggedOnce("no plan for this");
  }

  @Test
  void anInterruptThatIsNotItsOwnersIsAFault() throws Exception {
    ScriptedDecoder decoder = ScriptedDecoder.counting(260, 1_000_000, 2).gated();
    try (LanguageModel model = Models.of(decoder, 4, folder)) {
      Generation running = model.generate(new Prompt.Raw("a"), greedy(ENDLESS));
      decoder.begun.acquire();
      Thread engine =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().equals("engine-model"))
              .findFirst()
              .orElseThrow();
      engine.interrupt();
      decoder.leaves.release(1); // the step that it is in is its last
      assertFailed(() -> Generations.read(running));
      assertFailed(() -> model.generate(new Prompt.Raw("d"), greedy(1)));
    }
    assertLoggedOnce("interrupted");
  }

  private static void assertFailed(ThrowingCallable request) {
    assertThatThrownBy(request)
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(EngineReason.ENGINE_FAILED))
        .hasMessageContaining("./adjutant model load model");
  }

  private void assertLoggedOnce(String fault) {
    assertThat(log.errors())
        .singleElement()
        .satisfies(record -> assertThat(record.getThrown()).hasMessageContaining(fault));
  }

  /** A request that no plan can be made for. */
  private record Unplannable(CompletableFuture<Throwable> failure) implements Job {
    @Override
    public Info info() {
      return new Info(new long[] {1}, 1, false, Long.MAX_VALUE);
    }

    @Override
    public boolean cancelled() {
      throw new IllegalStateException("no plan for this");
    }

    @Override
    public void admitted(long nowNanos) {}

    @Override
    public int next(int position, float[] logits, Step step) {
      return DONE;
    }

    @Override
    public void fail(Throwable cause) {
      failure.complete(cause);
    }
  }
}
