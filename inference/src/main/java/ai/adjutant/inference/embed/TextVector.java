package ai.adjutant.inference.embed;

/** The vector of one text. */
public final class TextVector {
  private final float[] values;
  private final int tokenCount;
  private final boolean truncated;

  TextVector(float[] values, int tokenCount, boolean truncated) {
    this.values = values;
    this.tokenCount = tokenCount;
    this.truncated = truncated;
  }

  /** A copy of its values; their Euclidean norm is 1. */
  public float[] values() {
    return values.clone();
  }

  /** Tokens of the text, special tokens included, before it was cut. */
  public int tokenCount() {
    return tokenCount;
  }

  /** Whether the text was longer than the encoder reads. */
  public boolean truncated() {
    return truncated;
  }
}
