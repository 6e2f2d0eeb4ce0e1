package ai.adjutant.onnx.decoder;

import ai.adjutant.onnx.file.Attribute;
import ai.adjutant.onnx.file.ExternalTensor;
import ai.adjutant.onnx.file.GraphWriter;
import ai.adjutant.onnx.file.Node;
import ai.adjutant.onnx.product.ByteRows;
import ai.adjutant.onnx.quantize.BlockFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The embedding and the head. A tied head reads the embedding's bytes where both have the same
 * precision and rows of whole blocks: two constants of different shape over one place in the file,
 * so that the largest table of a small model is stored once. Otherwise it gets bytes of its own.
 */
final class TokenTables {
  private static final List<WeightName> EMBEDDING = List.of(WeightName.of(Part.EMBEDDING));

  private final GraphWriter graph;
  private final WeightStore store;
  private final DecoderShape shape;
  private final Precision precision;
  private @Nullable ExternalTensor plain;
  private WeightStore.@Nullable Packed packed;

  TokenTables(GraphWriter graph, WeightStore store, DecoderShape shape, Precision precision) {
    this.graph = graph;
    this.store = store;
    this.shape = shape;
    this.precision = precision;
  }

  /** Rows of the embedding for token ids. */
  String embedding(String ids, String output) {
    if (precision.embeddingBits() == 32) {
      plain = store.rowsOf("embedding", EMBEDDING);
      return graph.node(
          Node.of("Gather", List.of("embedding", ids), output, Attribute.of("axis", 0)));
    }
    BlockFormat format = precision.table();
    packed = store.table("embedding", EMBEDDING, format);
    return graph.node(
        Node.microsoft(
            "GatherBlockQuantized",
            List.of("embedding.packed", ids, "embedding.scales"),
            output,
            Attribute.of("bits", format.bits()),
            Attribute.of("block_size", format.block()),
            Attribute.of("gather_axis", 0),
            Attribute.of("quantize_axis", 1)));
  }

  /** Logits of rows [rows, hidden]. */
  void head(String rows, String output) {
    List<WeightName> matrix = shape.tiedHead() ? EMBEDDING : List.of(WeightName.of(Part.HEAD));
    boolean sameBits = shape.tiedHead() && precision.headBits() == precision.embeddingBits();
    if (precision.headBits() == 32) {
      // Gemm takes the rows as they are; a product would want the whole table transposed.
      String table = "embedding";
      if (!sameBits || plain == null) {
        store.rowsOf("head", matrix);
        table = "head";
      }
      graph.node(Node.of("Gemm", List.of(rows, table), output, Attribute.of("transB", 1)));
      return;
    }
    if (precision.byRow()) {
      store.rowBytes("head", matrix);
      new ByteRows(graph, "head.activations", "logits_rows", 1)
          .product(rows, "head", shape.hidden(), output);
      return;
    }
    BlockFormat format = new BlockFormat(precision.headBits(), precision.block());
    int blocks = format.blocks(shape.hidden());
    if (sameBits && packed != null && shape.hidden() % format.block() == 0) {
      int rowCount = shape.vocabulary();
      graph.sameBytes("head.packed", packed.values(), rowCount, blocks, format.blockBytes());
      graph.sameBytes("head.scales", packed.scales(), (long) rowCount * blocks);
    } else {
      store.blocks("head", matrix, format);
    }
    graph.node(
        new Products.Packed(graph, store, format, precision.accuracyLevel())
            .node(
                List.of(rows, "head.packed", "head.scales"),
                output,
                shape.hidden(),
                shape.vocabulary()));
  }
}
