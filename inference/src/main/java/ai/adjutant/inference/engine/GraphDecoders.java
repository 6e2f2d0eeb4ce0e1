package ai.adjutant.inference.engine;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.settings.SettingKey;
import ai.adjutant.inference.model.DecoderInput;
import ai.adjutant.inference.model.ModelSpec;
import ai.adjutant.inference.runtime.Graph;
import ai.adjutant.inference.runtime.OnnxRuntime;

/** Opens the decoder that fits a model's graph. */
final class GraphDecoders {
  private GraphDecoders() {}

  /**
   * Opens a model's graph.
   *
   * @throws AdjutantException DECODER_REFUSED or GRAPH_REFUSED, naming what is missing
   */
  static Decoder open(ModelSpec spec, OnnxRuntime runtime, EngineSettings settings) {
    Graph graph =
        runtime.openForSteps(spec.files().graph(), settings.threadCount(), settings.ownAttention());
    boolean open = false;
    try {
      DecoderPorts ports = DecoderPorts.of(graph, spec);
      if (!settings.int8KvCache()) {
        refuseBytes(ports, runtime.version());
      }
      int slots = settings.sequencesMax();
      boolean grouped =
          spec.attention() == ModelSpec.Attention.GROUPED || ports.has(DecoderInput.LENGTHS);
      Decoder decoder =
          grouped
              ? new SharedBufferDecoder(graph, ports, spec.contextLength(), slots)
              : new ConcatCacheDecoder(graph, ports, spec.contextLength(), slots);
      open = true;
      return decoder;
    } finally {
      if (!open) { // memory may have run out
        graph.close();
      }
    }
  }

  /**
   * Refuses a byte cache: crashes were seen three times, after more than 1,000 tokens, cause
   * unknown.
   */
  private static void refuseBytes(DecoderPorts ports, String version) {
    if (!ports.hasFloatCache()) {
      throw new AdjutantException(
          EngineReason.DECODER_REFUSED,
          "the graph has a KV cache in bytes, and the kernel that ONNX Runtime "
              + version
              + " has for it can bring the whole process down; export the model with a cache of"
              + " floats, or to try it set to true "
              + SettingKey.named("inference.engine.int8-kv-cache").howToSet());
    }
  }
}
