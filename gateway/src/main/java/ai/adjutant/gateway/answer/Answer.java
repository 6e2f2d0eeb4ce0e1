package ai.adjutant.gateway.answer;

import ai.adjutant.gateway.evidence.Signals;
import ai.adjutant.gateway.extract.Quote;
import ai.adjutant.gateway.ground.Support;
import ai.adjutant.gateway.retrieve.Found;
import ai.adjutant.gateway.tier.Tier;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A checked answer.
 *
 * @param outcome how the question ended
 * @param tier who answered; empty when nobody did
 * @param text what the person is told
 * @param citations where it stands
 * @param support each sentence's support, in order
 * @param degraded what should have helped and could not
 * @param reasons why the answer is what it is
 * @param evidence how good the evidence was
 * @param ledger what it took
 */
public record Answer(
    Outcome outcome,
    Optional<Tier> tier,
    String text,
    List<Quote> citations,
    List<Support> support,
    List<Found.Missing> degraded,
    List<Reason> reasons,
    Evidence evidence,
    Ledger ledger) {
  /** Copies the lists. */
  public Answer {
    citations = List.copyOf(citations);
    support = List.copyOf(support);
    degraded = List.copyOf(degraded);
    reasons = List.copyOf(reasons);
  }

  /** How a question ended. */
  public enum Outcome {
    /** It was answered from the documents. */
    ANSWERED,
    /** The documents do not hold the answer. */
    NOT_IN_DOCUMENTS,
    /** It was handed to a person. */
    HANDED_OFF
  }

  /**
   * Why the answer is what it is.
   *
   * @param code UPPER_SNAKE, for programs
   * @param message for people
   */
  public record Reason(String code, String message) {}

  /**
   * How good the evidence was.
   *
   * @param score probability that the passages hold the answer
   * @param threshold the corpus' own
   * @param calibrated whether it was fitted or set
   * @param signals what the score was made of
   */
  public record Evidence(double score, double threshold, boolean calibrated, Signals signals) {
    /** Whether the question is answered. */
    public boolean suffices() {
      return score >= threshold;
    }
  }

  /**
   * What an answer took.
   *
   * @param steps each step with its time, in order
   * @param promptTokens tokens of all prompts
   * @param generatedTokens tokens generated
   */
  public record Ledger(List<Step> steps, int promptTokens, int generatedTokens) {
    /** Copies the steps. */
    public Ledger {
      steps = List.copyOf(steps);
    }

    /** One step and its time. */
    public record Step(String name, Duration elapsed) {}
  }
}
