package ai.adjutant.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random schedules of the engine on a virtual clock. {@code -Dadjutant.schedules=N} runs more of
 * them, {@code -Dadjutant.schedule=SEED} repeats one.
 */
class EngineSimulationTest {
  private static final long SEED = 20_261_125;

  @Test
  @Timeout(600)
  void answersInACrowdAreThoseGivenAlone() {
    Long one = Long.getLong("adjutant.schedule");
    if (one != null) {
      new Schedule(one).run();
      return;
    }
    int schedules = Integer.getInteger("adjutant.schedules", 10_000);
    Schedule.Tally tally = new Schedule.Tally();
    for (int i = 0; i < schedules; i++) {
      Schedule schedule = new Schedule(SEED + i);
      try {
        schedule.run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "schedule " + (SEED + i) + "; repeat it with -Dadjutant.schedule=" + (SEED + i), e);
      }
      tally.add(schedule.tally());
    }
    System.out.println(schedules + " schedules from seed " + SEED + ": " + tally);
    // A simulation in which nothing happens proves nothing.
    assertThat(tally.whole).isGreaterThan(schedules);
    assertThat(tally.cancelled).isGreaterThan(schedules / 10);
    assertThat(tally.expired).isGreaterThan(schedules / 10);
    assertThat(tally.refused).isGreaterThan(schedules / 10);
    assertThat(tally.unloaded).isGreaterThan(schedules / 10);
    assertThat(tally.sharedSteps).isGreaterThan(schedules);
  }
}
