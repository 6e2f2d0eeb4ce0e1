package ai.adjutant.tuner.checkpoint;

import java.util.Map;

/**
 * Where a run stands, but for its tensors.
 *
 * @param step that comes next
 * @param best the best main score so far; negative infinity before the first evaluation
 * @param bestStep steps done when it was reached
 * @param sinceBest evaluations since then
 * @param precision that products are computed in; a run keeps to the one that it began with
 * @param curve the learning curve so far, as CSV
 */
public record RunState(
    long step, double best, long bestStep, int sinceBest, String precision, String curve) {
  /** The state of a run that has not begun. */
  public static RunState beginning(String precision) {
    return new RunState(0, Double.NEGATIVE_INFINITY, 0, 0, precision, "");
  }

  Map<String, String> texts() {
    return Map.of(
        "step", Long.toString(step),
        "best", Double.toString(best),
        "best-step", Long.toString(bestStep),
        "since-best", Integer.toString(sinceBest),
        "precision", precision,
        "curve", curve);
  }

  static RunState of(Map<String, String> texts) {
    return new RunState(
        Long.parseLong(texts.getOrDefault("step", "")),
        Double.parseDouble(texts.getOrDefault("best", "")),
        Long.parseLong(texts.getOrDefault("best-step", "")),
        Integer.parseInt(texts.getOrDefault("since-best", "")),
        texts.getOrDefault("precision", ""),
        texts.getOrDefault("curve", ""));
  }
}
