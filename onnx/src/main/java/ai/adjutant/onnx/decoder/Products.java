package ai.adjutant.onnx.decoder;

import ai.adjutant.onnx.file.Attribute;
import ai.adjutant.onnx.file.GraphWriter;
import ai.adjutant.onnx.file.Node;
import ai.adjutant.onnx.product.ByteRows;
import ai.adjutant.onnx.quantize.BlockFormat;
import java.util.ArrayList;
import java.util.List;

/** Products with the matrices of the layers, in one precision. */
sealed interface Products {
  /**
   * Adds a product.
   *
   * @param name of what is computed
   * @param stacked matrices whose rows are the outputs, one under the other
   * @param biases added to the outputs, one for each matrix, or none
   * @return the name
   */
  String product(String name, String input, List<WeightName> stacked, List<WeightName> biases);

  static Products of(GraphWriter graph, WeightStore store, Precision precision) {
    if (precision.bits() == 32) {
      return new Plain(graph, store);
    }
    return precision.byRow()
        ? new ByRow(graph, store, new ByteRows(graph, "activations", "input_ids", 2))
        : new Packed(
            graph,
            store,
            new BlockFormat(precision.bits(), precision.block()),
            precision.accuracyLevel());
  }

  /** Floats. */
  record Plain(GraphWriter graph, WeightStore store) implements Products {
    @Override
    public String product(
        String name, String input, List<WeightName> stacked, List<WeightName> biases) {
      store.transposed(name + ".weight", stacked);
      String product = biases.isEmpty() ? name : name + ".unbiased";
      graph.node(Node.of("MatMul", List.of(input, name + ".weight"), product));
      if (!biases.isEmpty()) {
        String bias = store.vector(name + ".bias", biases);
        graph.node(Node.of("Add", List.of(product, bias), name));
      }
      return name;
    }
  }

  /** Blocks of few bits. */
  record Packed(GraphWriter graph, WeightStore store, BlockFormat format, int accuracyLevel)
      implements Products {
    @Override
    public String product(
        String name, String input, List<WeightName> stacked, List<WeightName> biases) {
      store.blocks(name, stacked, format);
      List<String> inputs = new ArrayList<>(List.of(input, name + ".packed", name + ".scales"));
      if (!biases.isEmpty()) {
        inputs.addAll(List.of("", "", store.vector(name + ".bias", biases)));
      }
      int outputs = store.rows(stacked);
      return graph.node(node(inputs, name, store.columns(stacked), outputs));
    }

    /** The node over weights that lie in the file already. */
    Node node(List<String> inputs, String output, int columns, int rows) {
      return Node.microsoft(
          "MatMulNBits",
          inputs,
          output,
          Attribute.of("K", columns),
          Attribute.of("N", rows),
          Attribute.of("bits", format.bits()),
          Attribute.of("block_size", format.block()),
          Attribute.of("accuracy_level", accuracyLevel));
    }
  }

  /** Whole rows of bytes. */
  record ByRow(GraphWriter graph, WeightStore store, ByteRows activations) implements Products {
    @Override
    public String product(
        String name, String input, List<WeightName> stacked, List<WeightName> biases) {
      store.rowBytes(name, stacked);
      String product = biases.isEmpty() ? name : name + ".unbiased";
      activations.product(input, name, store.columns(stacked), product);
      if (!biases.isEmpty()) {
        graph.node(Node.of("Add", List.of(product, store.vector(name + ".bias", biases)), name));
      }
      return name;
    }
  }
}
