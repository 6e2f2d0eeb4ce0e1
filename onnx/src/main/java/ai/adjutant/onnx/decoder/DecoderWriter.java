package ai.adjutant.onnx.decoder;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.onnx.file.GraphWriter;
import ai.adjutant.onnx.file.Operator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes a decoder as {@code onnx/model.onnx} with {@code onnx/model.onnx_data}.
 *
 * <p>Inputs: {@code input_ids} int64 [batch, sequence]; {@code seqlens_k} int32 [batch], each row's
 * whole length less 1; {@code total_sequence_length} int32 [1], the largest whole length; {@code
 * logits_rows} int64 [rows], which of the batch · sequence positions get logits; for each layer
 * {@code past_key_values.N.key} and {@code .value} float or int8 [batch, kvHeads, capacity,
 * headLength]. Outputs: {@code logits} float [rows, vocabulary]; {@code present.N.key} and {@code
 * .value}, shaped like the past, which a caller may bind to the same tensors: then only the new
 * positions are written. Either every row is a prompt (padded on the right), or every row has one
 * new token, or there is one row.
 */
public final class DecoderWriter {
  private static final long IR_VERSION = 10;
  private static final long OPSET = 21;

  private DecoderWriter() {}

  /**
   * Writes a graph with a KV cache of floats; as {@link #write(Path, DecoderShape, Precision,
   * CacheFormat, Weights)}.
   */
  public static Path write(
      Path directory, DecoderShape shape, Precision precision, Weights weights) {
    return write(directory, shape, precision, new CacheFormat.Floats(), weights);
  }

  /**
   * Writes the graph; nothing is held but one row, or one matrix at 32 bits or where rows share a
   * scale.
   *
   * @param directory the model's folder; {@code onnx} is made in it and may not hold a model
   * @return the graph's file
   * @throws AdjutantException DECODER_CACHE_REFUSED, DECODER_FOLDER_UNWRITABLE,
   *     ONNX_FILE_UNWRITABLE, QUANTIZATION_WEIGHT_REFUSED, or what the weights throw
   */
  public static Path write(
      Path directory, DecoderShape shape, Precision precision, CacheFormat cache, Weights weights) {
    Path file = folder(directory).resolve("model.onnx");
    GraphWriter.Header header =
        new GraphWriter.Header(IR_VERSION, "adjutant", Map.of("", OPSET, Operator.MICROSOFT, 1L));
    try (GraphWriter graph = GraphWriter.create(file, header)) {
      new DecoderGraph(graph, shape, precision, cache, weights).write();
      graph.finish();
    }
    return file;
  }

  private static Path folder(Path directory) {
    try {
      return Files.createDirectories(directory.resolve("onnx"));
    } catch (IOException e) {
      throw new AdjutantException(
          DecoderReason.DECODER_FOLDER_UNWRITABLE,
          "the folder 'onnx' can't be made in "
              + directory.getFileName()
              + " ("
              + e.getClass().getSimpleName()
              + "); is the disk full or the folder read-only?",
          e);
    }
  }
}
