package ai.adjutant.gateway.escalation;

import ai.adjutant.gateway.tier.Tier;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/**
 * States how questions are answered: a value, so that it can differ from request to request.
 *
 * @param tiers tiers that may be asked, the first one first; {@link Tier#EXTRACTIVE}, where it is
 *     among them, answers instead of a tier that failed or whose words did not stand
 * @param searched passages that are searched for and judged, 1 to 100
 * @param passagesMax passages that a model reads, at least 1
 * @param turnsMax turns before the question that a model reads
 * @param tokensMax tokens that a model may write, at least 1
 * @param time time for one question where the caller sets no deadline of its own
 */
public record AnswerPolicy(
    List<Tier> tiers, int searched, int passagesMax, int turnsMax, int tokensMax, Duration time) {
  /** What holds unless settings or a request say otherwise. */
  public static final AnswerPolicy DEFAULT =
      new AnswerPolicy(
          List.of(Tier.SLM, Tier.LLM, Tier.EXTRACTIVE, Tier.PERSON),
          10,
          5,
          6,
          256,
          Duration.ofSeconds(60));

  /** Refuses policies that could answer nothing. */
  public AnswerPolicy {
    tiers = List.copyOf(tiers);
    if (tiers.isEmpty() || new HashSet<>(tiers).size() < tiers.size()) {
      throw new IllegalArgumentException("tiers are none, or one stands twice: " + tiers);
    }
    if (searched < 1 || searched > 100 || passagesMax < 1 || turnsMax < 0 || tokensMax < 1) {
      throw new IllegalArgumentException("passages, turns or tokens are out of range");
    }
    if (!time.isPositive()) {
      throw new IllegalArgumentException("no time for an answer: " + time);
    }
  }

  /** Returns this policy without the tiers above one. */
  public AnswerPolicy upTo(Tier highest) {
    List<Tier> lower = tiers.stream().filter(tier -> tier.compareTo(highest) <= 0).toList();
    return new AnswerPolicy(
        lower.isEmpty() ? List.of(Tier.EXTRACTIVE) : lower,
        searched,
        passagesMax,
        turnsMax,
        tokensMax,
        time);
  }
}
