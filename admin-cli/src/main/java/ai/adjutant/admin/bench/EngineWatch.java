package ai.adjutant.admin.bench;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.Names;
import ai.adjutant.inference.v1.EngineLoad;
import ai.adjutant.inference.v1.GetEngineRequest;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The engine before, during and after a run. One thread. */
final class EngineWatch {
  private final GatewayClient gateway;
  private final String model;
  private final Optional<EngineLoad> before;
  private long cacheTokensMost;
  private int runningMost;
  private int waitingMost;

  /**
   * What was seen.
   *
   * @param cacheTokensMost most tokens in the KV cache at any look
   */
  record Seen(
      EngineLoad before, EngineLoad after, long cacheTokensMost, int runningMost, int waitingMost) {
    /** Sequences in a decoding step, over the run; NaN without such a step. */
    double meanBatchSize() {
      long steps = after.getDecodeStepCount() - before.getDecodeStepCount();
      long rows = after.getDecodeRowCount() - before.getDecodeRowCount();
      return steps == 0 ? Double.NaN : (double) rows / steps;
    }

    /** Part of the engine's time that it spent outside the graph; NaN without any. */
    double overheadShare() {
      double outside = after.getOverheadSeconds() - before.getOverheadSeconds();
      double inside = after.getGraphSeconds() - before.getGraphSeconds();
      return outside + inside > 0 ? outside / (outside + inside) : Double.NaN;
    }
  }

  /** Begins to watch. */
  EngineWatch(GatewayClient gateway, String model) {
    this.gateway = gateway;
    this.model = model;
    before = load();
  }

  /** Looks once. */
  void look() {
    if (before.isPresent()) {
      load().ifPresent(this::note);
    }
  }

  /** What was seen; empty where the server does not report it. */
  Optional<Seen> seen() {
    EngineLoad first = before.orElse(null);
    EngineLoad last = first == null ? null : load().orElse(null);
    if (first == null || last == null) {
      return Optional.empty();
    }
    note(last);
    return Optional.of(new Seen(first, last, cacheTokensMost, runningMost, waitingMost));
  }

  private void note(EngineLoad load) {
    cacheTokensMost = Math.max(cacheTokensMost, load.getCacheTokens());
    runningMost = Math.max(runningMost, load.getRunning());
    waitingMost = Math.max(waitingMost, load.getWaiting());
  }

  private Optional<EngineLoad> load() {
    try {
      List<EngineLoad> loads =
          gateway.models().getEngine(GetEngineRequest.getDefaultInstance()).getModelsList();
      @Nullable EngineLoad only = model.isEmpty() && loads.size() == 1 ? loads.getFirst() : null;
      return loads.stream()
          .filter(load -> load.getModel().equals(Names.model(model)))
          .findFirst()
          .or(() -> Optional.ofNullable(only));
    } catch (StatusRuntimeException e) {
      return Optional.empty();
    }
  }
}
