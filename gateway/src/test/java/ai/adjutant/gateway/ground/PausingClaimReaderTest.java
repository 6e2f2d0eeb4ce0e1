package ai.adjutant.gateway.ground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.error.FailurePause;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a reader that fails is spared, by a clock that the test moves. */
final class PausingClaimReaderTest {
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private static final List<ClaimReader.Pair> PAIRS = List.of(new ClaimReader.Pair("q", "p"));

  private final Scripted scripted = new Scripted();
  private long now = Long.MAX_VALUE - 5; // nanoTime may overflow
  private final PausingClaimReader reader = new PausingClaimReader(scripted, PAUSE, () -> now);

  /** Fails as a test says. */
  private static final class Scripted implements ClaimReader {
    private @Nullable ClaimReadReason failure;
    private int calls;

    @Override
    public Readings read(List<Pair> pairs, Duration timeout) {
      calls++;
      if (failure != null) {
        throw new AdjutantException(failure, "scripted");
      }
      return new Readings("models/r", List.of(), List.of());
    }
  }

  private void succeeds() {
    assertThat(reader.read(PAIRS, PAUSE).readings()).isEmpty();
  }

  private void fails(ClaimReadReason expected) {
    assertThatThrownBy(() -> reader.read(PAIRS, PAUSE))
        .isInstanceOfSatisfying(
            AdjutantException.class, e -> assertThat(e.reason()).isEqualTo(expected));
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void isNotAskedAfterThreeFailuresUntilThePauseIsOver() {
    scripted.failure = ClaimReadReason.READER_TOO_SLOW;
    for (int i = 0; i < FailurePause.FAILURES_MAX; i++) {
      fails(ClaimReadReason.READER_TOO_SLOW);
    }
    fails(ClaimReadReason.READER_PAUSED);
    pass(PAUSE.minusNanos(1));
    fails(ClaimReadReason.READER_PAUSED);
    assertThat(scripted.calls).isEqualTo(3);

    pass(Duration.ofNanos(1));
    fails(ClaimReadReason.READER_TOO_SLOW); // one call tries it
    fails(ClaimReadReason.READER_PAUSED);
    assertThat(scripted.calls).isEqualTo(4);

    pass(PAUSE);
    scripted.failure = null;
    succeeds();
    scripted.failure = ClaimReadReason.READER_UNAVAILABLE;
    fails(ClaimReadReason.READER_UNAVAILABLE);
    fails(ClaimReadReason.READER_UNAVAILABLE);
    scripted.failure = null;
    succeeds();
  }

  @Test
  void isNotAskedAfterOneCallThatFoundNone() {
    scripted.failure = ClaimReadReason.READER_MISSING;
    fails(ClaimReadReason.READER_MISSING);
    fails(ClaimReadReason.READER_PAUSED);
  }

  @Test
  void searchesThatWereCancelledSayNothingOfTheReader() {
    scripted.failure = ClaimReadReason.READ_CANCELLED;
    for (int i = 0; i < 10; i++) {
      fails(ClaimReadReason.READ_CANCELLED);
    }
    assertThat(scripted.calls).isEqualTo(10);
  }
}
