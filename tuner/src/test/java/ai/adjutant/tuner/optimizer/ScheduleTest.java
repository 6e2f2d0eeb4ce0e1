package ai.adjutant.tuner.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.tuner.config.RateSettings;
import ai.adjutant.tuner.config.RateSettings.Decay;
import org.junit.jupiter.api.Test;

/** The rate rises, then falls. */
final class ScheduleTest {
  private static Schedule schedule(Decay decay, double last) {
    RateSettings settings = Schema.defaults(RateSettings.class);
    settings = Schema.with(settings, "peak", 0.5);
    settings = Schema.with(settings, "warmUpSteps", 10);
    settings = Schema.with(settings, "decay", decay);
    return new Schedule(Schema.with(settings, "last", last), 111);
  }

  @Test
  void risesInAStraightLine() {
    for (Decay decay : Decay.values()) {
      assertThat(schedule(decay, 0).rate(0)).isEqualTo(0.05);
      assertThat(schedule(decay, 0).rate(4)).isEqualTo(0.25);
      assertThat(schedule(decay, 0).rate(10)).isEqualTo(0.5);
    }
  }

  @Test
  void fallsAsToldUntilTheLastStep() {
    assertThat(schedule(Decay.CONSTANT, 0).rate(110)).isEqualTo(0.5);
    assertThat(schedule(Decay.LINEAR, 0).rate(60)).isEqualTo(0.25);
    assertThat(schedule(Decay.LINEAR, 0).rate(110)).isZero();
    assertThat(schedule(Decay.LINEAR, 0.2).rate(110)).isCloseTo(0.1, within(1e-12));
    assertThat(schedule(Decay.COSINE, 0).rate(60)).isCloseTo(0.25, within(1e-12));
    assertThat(schedule(Decay.COSINE, 0).rate(35)).isCloseTo(0.4268, within(1e-4));
    assertThat(schedule(Decay.COSINE, 0).rate(110)).isCloseTo(0, within(1e-12));
  }
}
