package ai.adjutant.chassis.testing;

/**
 * Names the seed of a random test: {@code -Dadjutant.seed=N}, or another one in each run. A test
 * takes it as a parameter, and a failure is reported with it.
 */
public record Seed(long value) {
  static final String PROPERTY = "adjutant.seed";

  /** Returns the flag that sets it. */
  @Override
  public String toString() {
    return "-D" + PROPERTY + "=" + value;
  }
}
