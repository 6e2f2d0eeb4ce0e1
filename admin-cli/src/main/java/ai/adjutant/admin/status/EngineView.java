package ai.adjutant.admin.status;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.inference.v1.EngineLoad;
import ai.adjutant.inference.v1.GetEngineRequest;
import ai.adjutant.inference.v1.GetEngineResponse;
import ai.adjutant.inference.v1.ThreadShare;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The engine as people and programs read it. */
final class EngineView {
  private EngineView() {}

  /**
   * What the engine does; empty where inference does not serve, which the services' status shows.
   */
  static Optional<GetEngineResponse> ask(GatewayClient gateway) {
    try {
      return Optional.of(gateway.models().getEngine(GetEngineRequest.getDefaultInstance()));
    } catch (StatusRuntimeException e) {
      return Optional.empty();
    }
  }

  static ObjectNode json(GetEngineResponse engine) {
    ObjectNode result =
        Terminal.object()
            .put("processors", engine.getProcessorCount())
            .put("runtime_version", engine.getRuntimeVersion());
    ArrayNode threads = result.putArray("threads");
    for (ThreadShare share : engine.getThreadsList()) {
      threads.addObject().put("purpose", share.getPurpose()).put("count", share.getCount());
    }
    ArrayNode models = result.putArray("models");
    for (EngineLoad load : engine.getModelsList()) {
      models
          .addObject()
          .put("model", Names.modelId(load.getModel()))
          .put("running", load.getRunning())
          .put("waiting", load.getWaiting())
          .put("cache_tokens", load.getCacheTokens())
          .put("cache_tokens_max", load.getCacheTokensMax())
          .put("steps", load.getStepCount())
          .put("generated_tokens", load.getGeneratedTokens())
          .put("decode_rows", load.getDecodeRowCount())
          .put("decode_steps", load.getDecodeStepCount())
          .put("overhead_seconds", load.getOverheadSeconds())
          .put("graph_seconds", load.getGraphSeconds());
    }
    return result;
  }

  static void print(Terminal terminal, GetEngineResponse engine) {
    terminal.line("");
    terminal.line(
        "processors: %d; ONNX Runtime %s", engine.getProcessorCount(), engine.getRuntimeVersion());
    if (engine.getModelsCount() == 0) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("MODEL", "RUNNING", "WAITING", "KV TOKENS", "GENERATED", "BATCH"));
    for (EngineLoad load : engine.getModelsList()) {
      long steps = load.getDecodeStepCount();
      rows.add(
          List.of(
              Names.modelId(load.getModel()),
              Integer.toString(load.getRunning()),
              Integer.toString(load.getWaiting()),
              load.getCacheTokens() + " of " + load.getCacheTokensMax(),
              Long.toString(load.getGeneratedTokens()),
              steps == 0
                  ? "-"
                  : String.format(Locale.ROOT, "%.2f", (double) load.getDecodeRowCount() / steps)));
    }
    terminal.line("");
    terminal.table(rows);
  }
}
