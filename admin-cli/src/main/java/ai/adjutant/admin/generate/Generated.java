package ai.adjutant.admin.generate;

import ai.adjutant.admin.client.Durations;
import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.inference.v1.Delta;
import ai.adjutant.inference.v1.Finish;
import ai.adjutant.inference.v1.FinishReason;
import ai.adjutant.inference.v1.GenerateResponse;
import ai.adjutant.inference.v1.Usage;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What came of a generation. One thread. */
final class Generated {
  private final StringBuilder text = new StringBuilder();
  private final List<Integer> ids = new ArrayList<>();
  private final List<Double> logProbabilities = new ArrayList<>();
  private @Nullable Finish end;

  void add(GenerateResponse event) {
    switch (event.getEventCase()) {
      case DELTA -> {
        Delta delta = event.getDelta();
        text.append(delta.getText());
        ids.addAll(delta.getTokenIdsList());
        logProbabilities.addAll(delta.getLogProbabilitiesList());
      }
      case FINISH -> end = event.getFinish();
      case EVENT_NOT_SET -> {}
    }
  }

  Usage usage() {
    return end().getUsage();
  }

  /** {@code stop} or {@code length}. */
  String finish() {
    return end().getReason() == FinishReason.FINISH_REASON_LENGTH ? "length" : "stop";
  }

  /** A line for people: how much, why it ended, how fast. */
  String summary() {
    Usage usage = usage();
    int cut = usage.getTruncatedTokens();
    return String.format(
        Locale.ROOT,
        "%d tokens after a prompt of %d%s, ended by %s; first after %.0f ms, then %.1f ms each",
        usage.getGeneratedTokens(),
        usage.getPromptTokens(),
        cut == 0 ? "" : " (" + cut + " before it cut off)",
        finish(),
        Durations.millis(usage.getFirstToken()),
        Durations.millis(usage.getPerToken()));
  }

  ObjectNode json() {
    Usage usage = usage();
    ObjectNode result = Terminal.object();
    ArrayNode tokens = result.putArray("ids");
    ids.forEach(tokens::add);
    result.put("text", text.toString()).put("finish", finish());
    result
        .putObject("usage")
        .put("prompt_tokens", usage.getPromptTokens())
        .put("truncated_tokens", usage.getTruncatedTokens())
        .put("generated_tokens", usage.getGeneratedTokens())
        .put("first_token_ms", Durations.millis(usage.getFirstToken()))
        .put("ms_per_token", Durations.millis(usage.getPerToken()))
        .put("queued_ms", Durations.millis(usage.getQueued()))
        .put("mean_batch_size", usage.getMeanBatchSize())
        .put("mean_log_probability", usage.getMeanLogProbability())
        .put("lowest_log_probability", usage.getLowestLogProbability())
        .put("seed", usage.getSeed());
    ArrayNode probabilities = result.putArray("log_probabilities");
    logProbabilities.forEach(probabilities::add);
    return result.put("model_digest", end().getModelDigest());
  }

  private Finish end() {
    Finish present = end;
    if (present == null) {
      throw new CommandFailure(
          ExitCode.BUG, "the server ended a generation without saying why; look into its log");
    }
    return present;
  }
}
