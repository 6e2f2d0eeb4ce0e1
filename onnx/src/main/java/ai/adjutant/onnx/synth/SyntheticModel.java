package ai.adjutant.onnx.synth;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.onnx.decoder.DecoderShape;
import ai.adjutant.onnx.decoder.DecoderWriter;
import ai.adjutant.onnx.decoder.Precision;
import ai.adjutant.onnx.folder.ModelFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** Writes folders with synthetic models. */
public final class SyntheticModel {
  private SyntheticModel() {}

  /**
   * Writes a model with a KV cache of floats; as {@link #write(Path, NamedShape, Precision,
   * SyntheticCache, long)}.
   */
  public static Path write(Path directory, NamedShape name, Precision precision, long seed) {
    return write(directory, name, precision, SyntheticCache.FLOAT32, seed);
  }

  /**
   * Writes a model that can be served: graph, configuration, a byte-level tokenizer and a ChatML
   * template. The same seed gives the same weights at every precision, but for rounding. The tokens
   * that end a turn have embeddings of nought, so that a greedy generation lasts until its limit.
   *
   * @param directory must be empty or not exist
   * @return the graph's file
   * @throws AdjutantException MODEL_FOLDER_NOT_EMPTY, MODEL_FOLDER_UNWRITABLE,
   *     DECODER_FOLDER_UNWRITABLE or ONNX_FILE_UNWRITABLE
   */
  public static Path write(
      Path directory, NamedShape name, Precision precision, SyntheticCache cache, long seed) {
    DecoderShape shape = name.shape();
    ModelFolder folder = ModelFolder.create(directory);
    SyntheticTokens tokens = new SyntheticTokens(shape.vocabulary());
    folder.tokenizer(tokens.tokenizer(), tokens.tokenizerConfig(shape.contextLength()));
    List<Integer> ends = List.of(tokens.turnEnd(), tokens.textEnd());
    folder.config(shape, OptionalInt.empty(), ends);
    SeededWeights weights = new SeededWeights(seed, ends);
    return DecoderWriter.write(directory, shape, precision, cache.format(shape, weights), weights);
  }
}
