package ai.adjutant.onnx.encoder;

import ai.adjutant.onnx.file.GraphWriter;
import ai.adjutant.onnx.file.Operator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes an encoder as one graph with its weights beside it.
 *
 * <p>Inputs: {@code input_ids}, {@code attention_mask}, {@code token_type_ids}, int64 [rows,
 * tokens]. Outputs: those of the heads, or without heads {@code last_hidden_state} float [rows,
 * tokens, width]. A row's outputs are the same bits whatever other rows and padding stand beside
 * it: sums of bytes are exact, and sums of floats owe it to ONNX Runtime's kernels, so whoever
 * batches rows tries it first.
 */
public final class EncoderWriter {
  private static final long IR_VERSION = 10;
  private static final long OPSET = 21;

  private EncoderWriter() {}

  /**
   * Writes a graph.
   *
   * @param file the graph's, which must not exist; weights lie beside it in {@code FILE_data}
   * @param heads none for the encoder's own output
   * @throws ai.adjutant.chassis.error.AdjutantException ONNX_FILE_UNWRITABLE,
   *     QUANTIZATION_WEIGHT_REFUSED, or what the weights throw
   */
  public static void write(
      Path file,
      EncoderShape shape,
      EncoderPrecision precision,
      List<EncoderHead> heads,
      EncoderWeights weights) {
    GraphWriter.Header header =
        new GraphWriter.Header(IR_VERSION, "adjutant", Map.of("", OPSET, Operator.MICROSOFT, 1L));
    try (GraphWriter graph = GraphWriter.create(file, header)) {
      new EncoderGraph(graph, shape, precision, weights).write(heads);
      graph.finish();
    }
  }
}
