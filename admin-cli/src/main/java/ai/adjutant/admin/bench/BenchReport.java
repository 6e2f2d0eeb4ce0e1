package ai.adjutant.admin.bench;

import ai.adjutant.admin.terminal.Terminal;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A run as people and programs read it.
 *
 * @param refused streams that the server refused for want of capacity
 * @param engine the engine meanwhile; empty where the server does not report it
 */
record BenchReport(
    Streams load, long seed, Measured measured, int refused, Optional<EngineWatch.Seen> engine) {

  ObjectNode json() {
    ObjectNode result =
        Terminal.object()
            .put("model", load.model())
            .put("streams", load.count())
            .put("refused", refused)
            .put("prompt_tokens", load.promptTokens())
            .put("new_tokens", load.newTokens())
            .put("seed", seed)
            .put("generated_tokens", measured.generatedTokens())
            .put("seconds", measured.seconds())
            .put("tokens_per_second", measured.tokensPerSecond())
            .put("decode_tokens_per_second", measured.decodeTokensPerSecond());
    result.set("first_token_ms", measured.firstToken().json());
    result.set("inter_token_ms", measured.interToken().json());
    result.set("queue_ms", measured.queued().json());
    result.put("mean_batch_size", measured.meanBatchSize());
    engine.ifPresent(seen -> {
      result
          .putObject("kv")
          .put("tokens_before", seen.before().getCacheTokens())
          .put("tokens_most", seen.cacheTokensMost())
          .put("tokens_after", seen.after().getCacheTokens())
          .put("tokens_max", seen.after().getCacheTokensMax());
      ObjectNode node =
          result
              .putObject("engine")
              .put("steps", seen.after().getStepCount() - seen.before().getStepCount())
              .put("running_most", seen.runningMost())
              .put("waiting_most", seen.waitingMost());
      Percentiles.put(node, "mean_batch_size", seen.meanBatchSize());
      Percentiles.put(node, "overhead_share", seen.overheadShare());
    });
    return result;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        line(
            "tokens/s     %.1f end to end, %.1f decoding (%d tokens in %.2f s)",
            measured.tokensPerSecond(),
            measured.decodeTokensPerSecond(),
            measured.generatedTokens(),
            measured.seconds()));
    lines.add("first token  " + measured.firstToken().line());
    lines.add("inter-token  " + measured.interToken().line());
    lines.add("queue        " + measured.queued().line());
    lines.add(line("batch        %.2f sequences a step", measured.meanBatchSize()));
    engine.ifPresent(seen ->
        lines.add(
            line(
                "KV memory    %d tokens before, %d at most, %d after, of %d",
                seen.before().getCacheTokens(),
                seen.cacheTokensMost(),
                seen.after().getCacheTokens(),
                seen.after().getCacheTokensMax())));
    return lines;
  }

  private static String line(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
