package ai.adjutant.admin.generate;

import ai.adjutant.inference.v1.Sampling;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How tokens are chosen, as options. */
final class SamplingOptions {
  @Option(
      names = "--temperature",
      paramLabel = "T",
      defaultValue = "0",
      description = "0 takes the likeliest token (default); 1 draws as the model says.")
  private double temperature;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      defaultValue = "0",
      description = "Draw from the smallest set of tokens with this probability (default: all).")
  private double topP;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      defaultValue = "0",
      description = "Draw from this many likeliest tokens (default: all).")
  private int topK;

  @Option(
      names = "--min-p",
      paramLabel = "P",
      defaultValue = "0",
      description =
          "Draw from tokens at least this share as likely as the likeliest (default: all).")
  private double minP;

  @Option(
      names = "--repetition-penalty",
      paramLabel = "R",
      defaultValue = "0",
      description = "Make tokens that are there already less likely, above 1 (default: 1).")
  private double repetitionPenalty;

  @Option(
      names = "--logit-bias",
      paramLabel = "ID=B",
      description = "Add to the logit of a token, -100 to 100; may be repeated.")
  private Map<Integer, Double> logitBias = Map.of();

  @Option(
      names = "--seed",
      paramLabel = "S",
      description =
          "The same seed draws the same tokens (default: a random one, which is printed).")
  private @Nullable Long seed;

  Sampling sampling() {
    Sampling.Builder sampling =
        Sampling.newBuilder()
            .setTemperature(temperature)
            .setTopP(topP)
            .setTopK(topK)
            .setMinP(minP)
            .setRepetitionPenalty(repetitionPenalty)
            .putAllLogitBias(logitBias);
    Long chosen = seed;
    if (chosen != null) {
      sampling.setSeed(chosen);
    }
    return sampling.build();
  }
}
