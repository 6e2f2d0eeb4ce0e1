package ai.adjutant.inference.engine;

/**
 * What chunks of prompts took of late, as a line over their length: every run reads all weights,
 * however short the chunk, and then pays by the token. A cost by the token alone would call short
 * chunks dear, so the next one would be shorter still.
 *
 * <p>The line is the least-squares fit of the chunks seen, each weighing less with every later one.
 */
final class PrefillCost {
  /** What a chunk weighs less with each later one. */
  private static final double KEPT = 0.9;

  /** Chunks of all but one length say nothing of a line: share of the squared mean. */
  private static final double SPREAD_LEAST = 0.01;

  private double weight;
  private double tokens;
  private double nanos;
  private double tokensSquared;
  private double tokensNanos;

  /** Adds a chunk. */
  void add(int count, double tookNanos) {
    weight = KEPT * weight + 1;
    tokens = KEPT * tokens + count;
    nanos = KEPT * nanos + tookNanos;
    tokensSquared = KEPT * tokensSquared + (double) count * count;
    tokensNanos = KEPT * tokensNanos + count * tookNanos;
  }

  /** Nanoseconds of a token; 0 while nothing is known. */
  double perToken() {
    if (tokens == 0) {
      return 0;
    }
    double spread = weight * tokensSquared - tokens * tokens;
    double slope =
        spread > SPREAD_LEAST * tokens * tokens
            ? (weight * tokensNanos - tokens * nanos) / spread
            : 0;
    double ratio = nanos / tokens;
    // A line that falls, or starts below nothing, is noise: then all is by the token.
    return slope > 0 && slope < ratio ? slope : ratio;
  }

  /** Nanoseconds of a chunk beside those of its tokens. */
  double fixed() {
    return weight == 0 ? 0 : Math.max(0, (nanos - perToken() * tokens) / weight);
  }
}
