package ai.adjutant.text;

/**
 * A stretch of a text.
 *
 * @param start first UTF-16 code unit
 * @param end one past the last
 */
public record Span(int start, int end) {
  /** Checks the order. */
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("not a span: " + start + ".." + end);
    }
  }

  /** Number of code units. */
  public int length() {
    return end - start;
  }

  /** The stretch itself. */
  public String of(String text) {
    return text.substring(start, end);
  }
}
