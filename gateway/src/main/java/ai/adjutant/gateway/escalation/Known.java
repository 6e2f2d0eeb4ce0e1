package ai.adjutant.gateway.escalation;

import ai.adjutant.gateway.evidence.Judgement;
import ai.adjutant.gateway.subject.SubjectVerdict;
import ai.adjutant.gateway.tier.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * States what is known of a question so far.
 *
 * @param evidence what the search came to
 * @param subject whether the documents speak of what the question is about
 * @param searchComplete whether every leg of the search took part
 * @param offered tiers that can be asked for this question
 * @param attempts tiers that were asked, in order
 */
public record Known(
    Judgement.Verdict evidence,
    SubjectVerdict.Kind subject,
    boolean searchComplete,
    Set<Tier> offered,
    List<Attempt> attempts) {
  /** Copies the collections. */
  public Known {
    offered = Set.copyOf(offered);
    attempts = List.copyOf(attempts);
  }

  /** Returns what is known after one more attempt. */
  public Known with(Attempt attempt) {
    List<Attempt> more = new ArrayList<>(attempts);
    more.add(attempt);
    return new Known(evidence, subject, searchComplete, offered, more);
  }

  boolean asked(Tier tier) {
    return attempts.stream().anyMatch(attempt -> attempt.tier() == tier);
  }

  /**
   * Describes a tier's attempt.
   *
   * @param tier who was asked
   * @param verdict what became of it
   */
  public record Attempt(Tier tier, Verdict verdict) {}

  /** States what became of an attempt. */
  public enum Verdict {
    /** Its answer, or a part of it, stands in the documents. */
    STANDS,
    /** Nothing that it wrote stands in the documents. */
    UNSUPPORTED,
    /** It says that the passages do not answer. */
    ABSTAINED,
    /** It did not come to an end. */
    FAILED,
    /** Somebody was notified and takes over. */
    HANDED_OVER
  }
}
