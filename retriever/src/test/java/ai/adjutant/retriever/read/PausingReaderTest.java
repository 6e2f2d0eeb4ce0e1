package ai.adjutant.retriever.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.error.FailurePause;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a reader that fails is spared, by a clock that the test moves. */
final class PausingReaderTest {
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final Scripted scripted = new Scripted();
  private long now = Long.MAX_VALUE - 5; // nanoTime may overflow
  private final PausingReader reader = new PausingReader(scripted, PAUSE, () -> now);

  /** Fails as a test says. */
  private static final class Scripted implements Reader {
    private @Nullable ReadReason failure;
    private int calls;

    @Override
    public Readings read(String question, List<String> passages, int spansMax, Duration timeout) {
      calls++;
      if (failure != null) {
        throw new AdjutantException(failure, "scripted");
      }
      return new Readings(new ReaderIdentity("models/r", "d", List.of()), List.of());
    }
  }

  private void succeeds() {
    assertThat(reader.read("q", List.of("p"), 1, PAUSE).passages()).isEmpty();
  }

  private void fails(ReadReason expected) {
    assertThatThrownBy(() -> reader.read("q", List.of("p"), 1, PAUSE))
        .isInstanceOfSatisfying(
            AdjutantException.class, e -> assertThat(e.reason()).isEqualTo(expected));
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void isNotAskedAfterThreeFailuresUntilThePauseIsOver() {
    scripted.failure = ReadReason.READER_TOO_SLOW;
    for (int i = 0; i < FailurePause.FAILURES_MAX; i++) {
      fails(ReadReason.READER_TOO_SLOW);
    }
    fails(ReadReason.READER_PAUSED);
    pass(PAUSE.minusNanos(1));
    fails(ReadReason.READER_PAUSED);
    assertThat(scripted.calls).isEqualTo(3);

    pass(Duration.ofNanos(1));
    fails(ReadReason.READER_TOO_SLOW); // one call tries it
    fails(ReadReason.READER_PAUSED);
    assertThat(scripted.calls).isEqualTo(4);

    pass(PAUSE);
    scripted.failure = null;
    succeeds();
    scripted.failure = ReadReason.READER_UNAVAILABLE;
    fails(ReadReason.READER_UNAVAILABLE);
    fails(ReadReason.READER_UNAVAILABLE);
    scripted.failure = null;
    succeeds();
  }

  @Test
  void isNotAskedAfterOneCallThatFoundNone() {
    scripted.failure = ReadReason.READER_MISSING;
    fails(ReadReason.READER_MISSING);
    fails(ReadReason.READER_PAUSED);
  }

  @Test
  void searchesThatWereCancelledSayNothingOfTheReader() {
    scripted.failure = ReadReason.READ_CANCELLED;
    for (int i = 0; i < 10; i++) {
      fails(ReadReason.READ_CANCELLED);
    }
    assertThat(scripted.calls).isEqualTo(10);
  }
}
