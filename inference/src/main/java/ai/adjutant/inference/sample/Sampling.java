package ai.adjutant.inference.sample;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.Map;
import java.util.TreeMap;

/**
 * How tokens are chosen. The parts work in the order bias, penalty, temperature, top-k, top-p,
 * min-p, as Hugging Face's generation does it.
 *
 * @param temperature 0 for greedy, up to 10; 1 leaves the model's distribution as it is
 * @param topP the smallest set of likeliest tokens with at least this probability among those that
 *     top-k leaves; 0 or 1 for all
 * @param topK only this many likeliest tokens; 0 for all
 * @param minP only tokens at least this share as likely as the likeliest; 0 for all
 * @param repetitionPenalty divides the positive logits of tokens that were there already, once
 *     each, and multiplies the negative ones; 0 or 1 changes nothing, at most 10
 * @param logitBias what is added to the logits of tokens, by id; -100 to 100, at most 1,024 entries
 * @param seed of the choice
 */
public record Sampling(
    double temperature,
    double topP,
    int topK,
    double minP,
    double repetitionPenalty,
    Map<Integer, Double> logitBias,
    long seed) {
  /** Highest temperature; beyond it there is nothing but noise. */
  public static final double TEMPERATURE_MAX = 10;

  /** Highest penalty of repetition. */
  public static final double REPETITION_PENALTY_MAX = 10;

  /** Largest bias, either way: enough to force or to forbid a token. */
  public static final double LOGIT_BIAS_MAX = 100;

  /** Most tokens with a bias. */
  public static final int LOGIT_BIASES_MAX = 1_024;

  /**
   * Checks the ranges.
   *
   * @throws AdjutantException SAMPLING_INVALID
   */
  public Sampling {
    within("temperature", temperature, 0, TEMPERATURE_MAX);
    within("top_p", topP, 0, 1);
    if (topK < 0) {
      throw refused("top_k is " + topK + ", not 0 or more");
    }
    within("min_p", minP, 0, 1);
    within("repetition_penalty", repetitionPenalty, 0, REPETITION_PENALTY_MAX);
    if (logitBias.size() > LOGIT_BIASES_MAX) {
      throw refused(
          "logit_bias has "
              + logitBias.size()
              + " tokens, at most "
              + LOGIT_BIASES_MAX
              + " are taken");
    }
    new TreeMap<>(logitBias)
        .forEach((token, bias) -> {
          if (token < 0) {
            throw refused("logit_bias names token " + token + "; ids begin at 0");
          }
          within("logit_bias[" + token + "]", bias, -LOGIT_BIAS_MAX, LOGIT_BIAS_MAX);
        });
    logitBias = Map.copyOf(logitBias);
  }

  /** Sampling without minimum, penalty or bias. */
  public Sampling(double temperature, double topP, int topK, long seed) {
    this(temperature, topP, topK, 0, 0, Map.of(), seed);
  }

  /** Always the likeliest token. */
  public static Sampling greedy() {
    return new Sampling(0, 0, 0, 0);
  }

  /**
   * Checks the tokens that are named against a model's vocabulary.
   *
   * @throws AdjutantException SAMPLING_INVALID
   */
  public void checkVocabulary(int vocabularySize) {
    for (int token : logitBias.keySet()) {
      if (token >= vocabularySize) {
        throw refused(
            "logit_bias names token "
                + token
                + "; this model's ids end at "
                + (vocabularySize - 1));
      }
    }
  }

  /** Whether the likeliest token is taken without drawing. */
  boolean takesLikeliest() {
    return temperature == 0 || topK == 1;
  }

  boolean penalises() {
    return repetitionPenalty != 0 && repetitionPenalty != 1;
  }

  boolean cutsByProbability() {
    return topP > 0 && topP < 1;
  }

  private static void within(String what, double value, double low, double high) {
    // Negated, so that NaN is refused as well.
    if (!(value >= low && value <= high)) {
      throw refused(what + " is " + value + ", not between " + plain(low) + " and " + plain(high));
    }
  }

  private static String plain(double bound) {
    return Long.toString((long) bound);
  }

  private static AdjutantException refused(String message) {
    return new AdjutantException(SampleReason.SAMPLING_INVALID, message);
  }
}
