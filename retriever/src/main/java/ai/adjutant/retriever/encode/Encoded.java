package ai.adjutant.retriever.encode;

import java.util.List;

/**
 * Holds vectors and who made them.
 *
 * @param encoder the model
 * @param vectors one a text, in order, all of the encoder's length
 */
public record Encoded(EncoderIdentity encoder, List<Vector> vectors) {
  /** Checks that all vectors have the encoder's length. */
  public Encoded {
    vectors = List.copyOf(vectors);
    for (Vector vector : vectors) {
      if (vector.dimensions() != encoder.dimensions()) {
        throw new IllegalArgumentException(
            "a vector of " + vector.dimensions() + " values from " + encoder);
      }
    }
  }
}
