package ai.adjutant.gateway.embedding;

import java.util.List;
import java.util.Optional;

/** Turns sentences into vectors. Any thread may call. */
public interface SentenceEncoder {
  /**
   * Returns vectors of length 1, in order; empty when no encoder answered in time, which costs
   * quality, not the answer.
   *
   * @param texts at most 256, none blank
   */
  Optional<List<Vector>> encode(List<String> texts);

  /** A vector of length 1. */
  final class Vector {
    private final float[] values;

    /** Takes a copy of the values. */
    public Vector(float[] values) {
      this.values = values.clone();
    }

    /** Returns the cosine with another vector of the same length. */
    public double cosine(Vector other) {
      double dot = 0;
      for (int i = 0; i < values.length; i++) {
        dot += (double) values[i] * other.values[i];
      }
      return dot;
    }
  }
}
