package ai.adjutant.onnx.file;

/** One length of a tensor's shape. */
public sealed interface Dimension {
  /** A length that is known, 0 or more. */
  record Fixed(long length) implements Dimension {
    /** Refuses a length below 0. */
    public Fixed {
      if (length < 0) {
        throw new IllegalArgumentException("a dimension has length " + length);
      }
    }
  }

  /** A length that is known when the graph runs; equal names are equal lengths. */
  record Named(String name) implements Dimension {}

  /** A length of which the file says nothing. */
  record Unknown() implements Dimension {}

  /** A known length. */
  static Dimension of(long length) {
    return new Fixed(length);
  }

  /** A named length. */
  static Dimension named(String name) {
    return new Named(name);
  }
}
