package ai.adjutant.onnx.file;

import java.util.Comparator;

/**
 * An operator that a graph uses.
 *
 * @param domain empty for ONNX's own operators
 * @param type its name, such as {@code MatMul}
 */
public record Operator(String domain, String type) implements Comparable<Operator> {
  /** Domain of ONNX Runtime's own operators. */
  public static final String MICROSOFT = "com.microsoft";

  private static final Comparator<Operator> ORDER =
      Comparator.comparing(Operator::domain).thenComparing(Operator::type);

  /** Takes {@code ai.onnx}, the other name of ONNX's own domain, as empty. */
  public Operator {
    if (domain.equals("ai.onnx")) {
      domain = "";
    }
  }

  @Override
  public int compareTo(Operator other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return domain.isEmpty() ? type : domain + "." + type;
  }
}
