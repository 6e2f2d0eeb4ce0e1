package ai.adjutant.onnx.encoder;

import ai.adjutant.onnx.file.Attribute;
import ai.adjutant.onnx.file.ElementType;
import ai.adjutant.onnx.file.ExternalTensor;
import ai.adjutant.onnx.file.GraphWriter;
import ai.adjutant.onnx.file.Node;
import ai.adjutant.onnx.product.ByteRows;
import ai.adjutant.onnx.quantize.RowQuantizer;
import ai.adjutant.onnx.quantize.SignedRowQuantizer;
import java.util.List;

/** Products with weight matrices [outputs, inputs], and the table of words. One thread. */
sealed interface EncoderProducts {
  /**
   * Adds a product without its bias.
   *
   * @param weight values of the matrix, row after row
   * @return the name of [rows, tokens, outputs]
   */
  String product(String name, String input, float[] weight, int outputs, int inputs);

  /** Adds the rows of a table that these ids name: [rows, tokens, width]. */
  String rows(String name, String ids, float[] table, int rows, int width);

  static EncoderProducts of(GraphWriter graph, EncoderPrecision precision) {
    return switch (precision) {
      case FLOATS -> new Floats(graph);
      case BYTES -> new Bytes(graph, new ByteRows(graph, "activations", "input_ids", 2));
    };
  }

  /** 32-bit floats. */
  record Floats(GraphWriter graph) implements EncoderProducts {
    @Override
    public String product(String name, String input, float[] weight, int outputs, int inputs) {
      ExternalTensor tensor = graph.external(name + ".weight", ElementType.FLOAT, inputs, outputs);
      float[] line = new float[outputs];
      for (int i = 0; i < inputs; i++) {
        for (int o = 0; o < outputs; o++) {
          line[o] = weight[o * inputs + i];
        }
        tensor.append(line, 0, outputs);
      }
      return graph.node(Node.of("MatMul", List.of(input, name + ".weight"), name));
    }

    @Override
    public String rows(String name, String ids, float[] table, int rows, int width) {
      graph
          .external(name + ".table", ElementType.FLOAT, rows, width)
          .append(table, 0, table.length);
      return graph.node(Node.of("Gather", List.of(name + ".table", ids), name));
    }
  }

  /** Bytes with a scale for each row. */
  record Bytes(GraphWriter graph, ByteRows activations) implements EncoderProducts {
    @Override
    public String product(String name, String input, float[] weight, int outputs, int inputs) {
      byte[] turned = new byte[weight.length];
      float[] scales = new float[outputs];
      float[] row = new float[inputs];
      byte[] packed = new byte[inputs];
      for (int o = 0; o < outputs; o++) {
        System.arraycopy(weight, o * inputs, row, 0, inputs);
        scales[o] = SignedRowQuantizer.quantize(row, packed);
        for (int i = 0; i < inputs; i++) {
          turned[i * outputs + o] = packed[i];
        }
      }
      graph
          .external(name + ".bytes", ElementType.INT8, inputs, outputs)
          .append(turned, 0, turned.length);
      graph.external(name + ".scales", ElementType.FLOAT, outputs).append(scales, 0, outputs);
      return activations.signedProduct(input, name, inputs, name + ".product");
    }

    @Override
    public String rows(String name, String ids, float[] table, int rows, int width) {
      byte[] values = new byte[table.length];
      float[] scales = new float[rows];
      float[] row = new float[width];
      byte[] packed = new byte[width];
      for (int r = 0; r < rows; r++) {
        System.arraycopy(table, r * width, row, 0, width);
        scales[r] = RowQuantizer.quantize(row, packed);
        System.arraycopy(packed, 0, values, r * width, width);
      }
      graph
          .external(name + ".table", ElementType.UINT8, rows, width)
          .append(values, 0, values.length);
      graph.external(name + ".table.scales", ElementType.FLOAT, rows, 1).append(scales, 0, rows);
      graph.floats(name + ".zero", new float[] {RowQuantizer.ZERO_POINT});
      graph.node(Node.of("Gather", List.of(name + ".table", ids), name + ".bytes"));
      graph.node(Node.of("Gather", List.of(name + ".table.scales", ids), name + ".scales"));
      graph.node(Node.of("Cast", List.of(name + ".bytes"), name + ".steps", Attribute.of("to", 1)));
      graph.node(Node.of("Sub", List.of(name + ".steps", name + ".zero"), name + ".signed"));
      return graph.node(Node.of("Mul", List.of(name + ".signed", name + ".scales"), name));
    }
  }
}
