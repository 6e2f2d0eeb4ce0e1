package ai.adjutant.inference.engine;

import ai.adjutant.chassis.error.AdjutantException;
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
    Graph graph = runtime.open(spec.files().graph(), settings.threads());
    boolean open = false;
    try {
      DecoderPorts ports = DecoderPorts.of(graph, spec);
      int slots = settings.sequencesMax();
      boolean grouped =
          spec.attention() == ModelSpec.Attention.GROUPED || ports.lengths().isPresent();
      Decoder decoder =
          grouped
              ? new GroupedDecoder(graph, ports, spec.contextLength(), slots)
              : new PlainDecoder(graph, ports, spec.contextLength(), slots);
      open = true;
      return decoder;
    } finally {
      if (!open) { // memory may have run out
        graph.close();
      }
    }
  }
}
