package ai.adjutant.retriever.search;

import ai.adjutant.chassis.error.AdjutantException;

/**
 * States how the legs are joined.
 *
 * @param vectorWeight share of the vector leg, 0 to 1
 * @param depth hits that each leg gives
 * @param contextWeight share of the context in each leg's raw score, 0 to 1
 * @param contextTitleWeight weight of the context's words on titles
 */
public record FusionSettings(
    Method method,
    double vectorWeight,
    int depth,
    double contextWeight,
    double contextTitleWeight) {
  /** Most hits of a leg. */
  public static final int DEPTH_MAX = 2_000;

  /** Refuses what is out of range. */
  public FusionSettings {
    requireShare("vector_weight", vectorWeight, 1);
    requireShare("context_weight", contextWeight, 1);
    requireShare("context_title_weight", contextTitleWeight, 10);
    if (depth < 1 || depth > DEPTH_MAX) {
      throw new AdjutantException(
          SearchReason.FUSION_OUT_OF_RANGE,
          "depth is " + depth + "; give 0 for the default, or 1 to " + DEPTH_MAX);
    }
  }

  private static void requireShare(String name, double value, double most) {
    if (!(value >= 0 && value <= most)) {
      throw new AdjutantException(
          SearchReason.FUSION_OUT_OF_RANGE,
          name + " is " + value + "; give a number from 0 to " + most);
    }
  }

  /** Names the rule. */
  public enum Method {
    /** Sum of min-max-normalised scores. */
    WEIGHTED_SUM,
    /** Reciprocal ranks. */
    RECIPROCAL_RANK
  }
}
