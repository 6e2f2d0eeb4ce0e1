package ai.adjutant.onnx.file;

import java.util.List;

/** An attribute of a node. */
public sealed interface Attribute {
  /** Its name. */
  String name();

  /** A whole number. */
  record Whole(String name, long value) implements Attribute {}

  /** Several whole numbers. */
  record Wholes(String name, List<Long> values) implements Attribute {
    /** Copies the numbers. */
    public Wholes {
      values = List.copyOf(values);
    }
  }

  /** A 32-bit float. */
  record Real(String name, float value) implements Attribute {}

  /** A text. */
  record Text(String name, String value) implements Attribute {}

  /** A whole number. */
  static Attribute of(String name, long value) {
    return new Whole(name, value);
  }

  /** A 32-bit float. */
  static Attribute of(String name, float value) {
    return new Real(name, value);
  }

  /** A text. */
  static Attribute of(String name, String value) {
    return new Text(name, value);
  }

  /** Several whole numbers. */
  static Attribute of(String name, List<Long> values) {
    return new Wholes(name, values);
  }
}
