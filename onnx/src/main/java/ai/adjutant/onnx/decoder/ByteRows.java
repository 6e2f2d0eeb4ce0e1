package ai.adjutant.onnx.decoder;

import ai.adjutant.onnx.file.Attribute;
import ai.adjutant.onnx.file.GraphWriter;
import ai.adjutant.onnx.file.Node;
import ai.adjutant.onnx.quantize.RowQuantizer;
import java.util.List;

/**
 * Activations in bytes with a scale for each row: {@code byte = round(x / scale) + 128}, {@code
 * scale = max|x| / 127} over the row (dynamic quantisation per token). Sums of bytes are exact, so
 * a row's result does not depend on the rows beside it. Both sides of a product are unsigned: the
 * kernels for signed weights add pairs in 16 bits on processors without VNNI, which overflow.
 *
 * <p>A row of noughts has scale 0; its bytes may be anything then, and its product is 0.
 */
final class ByteRows {
  private final GraphWriter graph;
  private final String name;
  private final int axis;

  /**
   * Adds what all products over rows of one shape share.
   *
   * @param name begins the names of the nodes
   * @param shaped a value whose shape is that of the activations but for their length
   * @param axis of their length; counted from the first, since an empty batch of rows is reduced
   *     wrongly along one counted from the last
   */
  ByteRows(GraphWriter graph, String name, String shaped, int axis) {
    this.graph = graph;
    this.name = name;
    this.axis = axis;
    graph.floats(name + ".step", new float[] {1f / 127}, 1);
    graph.floats(name + ".one", new float[] {1f});
    graph.bytes(name + ".zero", new byte[] {(byte) RowQuantizer.ZERO_POINT});
    graph.longs(name + ".axis", new long[] {axis}, 1);
    graph.longs(name + ".single", new long[] {1}, 1);
    graph.node(Node.of("Shape", List.of(shaped), name + ".shape"));
    graph.node(
        Node.of(
            "Concat",
            List.of(name + ".shape", name + ".single"),
            name + ".scales.shape",
            Attribute.of("axis", 0)));
    graph.node(Node.of("Expand", List.of(name + ".zero", name + ".scales.shape"), name + ".zeros"));
  }

  /** Adds the product of rows with {@code weight.bytes} and {@code weight.scales}. */
  String product(String input, String weight, int columns, String output) {
    String bytes = output + ".input";
    String scales = output + ".input.scales";
    graph.node(Node.of("Abs", List.of(input), bytes + ".magnitudes"));
    graph.node(
        Node.of("ReduceMax", List.of(bytes + ".magnitudes", name + ".axis"), bytes + ".largest"));
    graph.node(Node.of("Mul", List.of(bytes + ".largest", name + ".step"), scales));
    graph.node(
        Node.of(
            "QuantizeLinear",
            List.of(input, scales, name + ".zeros"),
            bytes,
            Attribute.of("axis", axis),
            Attribute.of("block_size", columns)));
    String zero = name + ".zero";
    graph.node(
        Node.microsoft(
            "MatMulIntegerToFloat",
            List.of(bytes, weight + ".bytes", name + ".one", weight + ".scales", zero, zero),
            output + ".steps"));
    return graph.node(Node.of("Mul", List.of(output + ".steps", scales), output));
  }
}
