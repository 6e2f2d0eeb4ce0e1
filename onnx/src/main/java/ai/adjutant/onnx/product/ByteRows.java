package ai.adjutant.onnx.product;

import ai.adjutant.onnx.file.Attribute;
import ai.adjutant.onnx.file.GraphWriter;
import ai.adjutant.onnx.file.Node;
import ai.adjutant.onnx.quantize.RowQuantizer;
import java.util.List;

/**
 * Writes products of activations in bytes, with a scale for each row: {@code byte = round(x /
 * scale) + 128}, {@code scale = max|x| / 127} over the row (dynamic quantisation per token). Sums
 * of bytes are exact, so a row's result does not depend on the rows beside it. Both sides of a
 * product are unsigned: the kernels for signed weights add pairs in 16 bits on processors without
 * VNNI, which overflow.
 *
 * <p>A row of noughts has scale 0; its bytes may be anything then, and its product is 0.
 */
public final class ByteRows {
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
  public ByteRows(GraphWriter graph, String name, String shaped, int axis) {
    this.graph = graph;
    this.name = name;
    this.axis = axis;
    graph.floats(name + ".step", new float[] {1f / 127}, 1);
    graph.floats(name + ".one", new float[] {1f});
    graph.bytes(name + ".zero", new byte[] {(byte) RowQuantizer.ZERO_POINT});
    graph.signedBytes(name + ".signed.zero", new byte[1]);
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

  /** Adds the product of rows with {@code weight.bytes}, unsigned, and {@code weight.scales}. */
  public String product(String input, String weight, int columns, String output) {
    return product(input, weight, name + ".zero", columns, output);
  }

  /**
   * Adds the product of rows with {@code weight.bytes}, signed and of 7 bits, and {@code
   * weight.scales}: two products of 8 by 7 bits fit into 16, so that the sums are exact on every
   * processor, and those with VNNI or AMX take such products in one step.
   */
  public String signedProduct(String input, String weight, int columns, String output) {
    return product(input, weight, name + ".signed.zero", columns, output);
  }

  private String product(
      String input, String weight, String weightZero, int columns, String output) {
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
            List.of(bytes, weight + ".bytes", name + ".one", weight + ".scales", zero, weightZero),
            output + ".steps"));
    return graph.node(Node.of("Mul", List.of(output + ".steps", scales), output));
  }
}
