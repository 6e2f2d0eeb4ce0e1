package ai.adjutant.retriever.encode;

/**
 * Describes the model that made vectors. Vectors of different digests can't be compared.
 *
 * @param model its name
 * @param digest SHA-256 of its files, hexadecimal
 * @param dimensions length of its vectors
 */
public record EncoderIdentity(String model, String digest, int dimensions) {
  /** Longest vector that an index stores. */
  public static final int DIMENSIONS_MAX = 1024;

  /** Checks the length. */
  public EncoderIdentity {
    if (dimensions < 1 || dimensions > DIMENSIONS_MAX) {
      throw new IllegalArgumentException(
          "vectors of " + dimensions + " values; an index stores 1 to " + DIMENSIONS_MAX);
    }
  }
}
