package ai.adjutant.inference.sample;

import ai.adjutant.chassis.error.AdjutantException;

/**
 * How tokens are chosen.
 *
 * @param temperature 0 for greedy, up to 10; 1 leaves the model's distribution as it is
 * @param topP the smallest set of likeliest tokens with at least this probability; 0 or 1 for all
 * @param topK only this many likeliest tokens; 0 for all
 * @param seed of the choice
 */
public record Sampling(double temperature, double topP, int topK, long seed) {
  /** Highest temperature; beyond it there is nothing but noise. */
  public static final double TEMPERATURE_MAX = 10;

  /**
   * Checks the ranges.
   *
   * @throws AdjutantException SAMPLING_INVALID
   */
  public Sampling {
    // Negated, so that NaN is refused as well.
    if (!(temperature >= 0 && temperature <= TEMPERATURE_MAX)) {
      throw refused("temperature is " + temperature + ", not between 0 and " + TEMPERATURE_MAX);
    }
    if (!(topP >= 0 && topP <= 1)) {
      throw refused("top_p is " + topP + ", not between 0 and 1");
    }
    if (topK < 0) {
      throw refused("top_k is " + topK + ", not 0 or more");
    }
  }

  private static AdjutantException refused(String message) {
    return new AdjutantException(SampleReason.SAMPLING_INVALID, message);
  }
}
