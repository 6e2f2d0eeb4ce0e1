package ai.adjutant.onnx.file;

import java.util.List;

/**
 * A node of a graph.
 *
 * @param inputs names of values; empty where an optional one is left out
 * @param outputs names given to what it computes; empty where nobody wants it
 */
public record Node(
    Operator operator, List<String> inputs, List<String> outputs, List<Attribute> attributes) {
  /** Copies its lists. */
  public Node {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = List.copyOf(attributes);
  }

  /** A node of ONNX's own domain with one output. */
  public static Node of(String type, List<String> inputs, String output, Attribute... attributes) {
    return new Node(new Operator("", type), inputs, List.of(output), List.of(attributes));
  }

  /** A node of ONNX Runtime's domain with one output. */
  public static Node microsoft(
      String type, List<String> inputs, String output, Attribute... attributes) {
    return new Node(
        new Operator(Operator.MICROSOFT, type), inputs, List.of(output), List.of(attributes));
  }
}
