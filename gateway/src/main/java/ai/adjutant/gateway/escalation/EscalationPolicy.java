package ai.adjutant.gateway.escalation;

import ai.adjutant.gateway.tier.Tier;
import java.util.Optional;

/**
 * Chooses the next step from what is known so far; a pure function.
 *
 * <p>Tiers are asked in the policy's order until an answer stands. A tier that says that the
 * documents do not answer is believed by all that only repeat the documents: after it only a higher
 * tier may answer. A tier that failed or whose words did not stand says nothing about the
 * documents: after it any tier may.
 */
public final class EscalationPolicy {
  private EscalationPolicy() {}

  /** Returns the next step. */
  public static Step next(AnswerPolicy policy, Known known) {
    return switch (known.subject()) {
      // looked up exactly, whichever legs searched
      case IDENTIFIER_NOT_FOUND -> end(Outcome.NOT_IN_DOCUMENTS, ReasonCode.IDENTIFIER_NOT_FOUND);
      case SUBJECT_NOT_FOUND -> missing(known, ReasonCode.SUBJECT_NOT_FOUND);
      case ONLY_LISTED -> missing(known, ReasonCode.ONLY_LISTED);
      case PRESENT -> byEvidence(policy, known);
    };
  }

  private static Step missing(Known known, ReasonCode reason) {
    return known.searchComplete()
        ? end(Outcome.NOT_IN_DOCUMENTS, reason)
        : end(Outcome.UNAVAILABLE, ReasonCode.SEARCH_DEGRADED);
  }

  private static Step byEvidence(AnswerPolicy policy, Known known) {
    return switch (known.evidence()) {
      case NOTHING_FOUND -> end(Outcome.NOT_IN_DOCUMENTS, ReasonCode.NO_PASSAGES);
      case INSUFFICIENT -> end(Outcome.NOT_IN_DOCUMENTS, ReasonCode.EVIDENCE_BELOW_THRESHOLD);
      case UNKNOWN -> end(Outcome.UNAVAILABLE, ReasonCode.SEARCH_DEGRADED);
      case SUFFICIENT -> escalate(policy, known);
    };
  }

  private static Step escalate(AnswerPolicy policy, Known known) {
    if (!known.attempts().isEmpty()) {
      Known.Verdict last = known.attempts().getLast().verdict();
      if (last == Known.Verdict.STANDS) {
        return new Step.End(Outcome.ANSWERED, Optional.empty());
      }
      if (last == Known.Verdict.HANDED_OVER) {
        return new Step.End(Outcome.HANDED_OFF, Optional.empty());
      }
    }
    Optional<Tier> abstained =
        known.attempts().stream()
            .filter(attempt -> attempt.verdict() == Known.Verdict.ABSTAINED)
            .map(Known.Attempt::tier)
            .max(Tier::compareTo);
    Optional<Tier> next =
        policy.tiers().stream()
            .filter(known.offered()::contains)
            .filter(tier -> !known.asked(tier))
            .filter(tier -> abstained.isEmpty() || tier.compareTo(abstained.get()) > 0)
            .findFirst();
    if (next.isPresent()) {
      return new Step.Ask(next.get());
    }
    if (abstained.isEmpty() || abstained.get() == Tier.EXTRACTIVE) {
      return end(Outcome.NOT_ANSWERED, ReasonCode.NO_TIER_LEFT);
    }
    return known.searchComplete()
        ? end(Outcome.NOT_IN_DOCUMENTS, ReasonCode.MODEL_ABSTAINED)
        : end(Outcome.UNAVAILABLE, ReasonCode.SEARCH_DEGRADED);
  }

  private static Step end(Outcome outcome, ReasonCode reason) {
    return new Step.End(outcome, Optional.of(reason));
  }
}
