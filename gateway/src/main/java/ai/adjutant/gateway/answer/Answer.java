package ai.adjutant.gateway.answer;

import ai.adjutant.gateway.escalation.Known;
import ai.adjutant.gateway.escalation.Outcome;
import ai.adjutant.gateway.escalation.ReasonCode;
import ai.adjutant.gateway.evidence.Judgement;
import ai.adjutant.gateway.ground.ReaderUse;
import ai.adjutant.gateway.ground.Support;
import ai.adjutant.gateway.prompt.FixedTexts;
import ai.adjutant.gateway.retrieve.Quote;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.gateway.tier.AnswerUnit;
import ai.adjutant.gateway.tier.ModelUse;
import ai.adjutant.gateway.tier.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Describes a checked answer.
 *
 * @param outcome how the question ended
 * @param tier who answered; empty when nobody did
 * @param text what the person reads
 * @param citations where it stands
 * @param unit what the citations make up; empty where a model worded the answer
 * @param support each sentence's support, in order
 * @param degraded what should have helped and could not
 * @param reasons why the answer is what it is, in order
 * @param evidence how good the evidence was
 * @param ledger what it took
 * @param reader how a reader took part in checking a model's sentences; empty where none were
 *     checked
 * @param explanation how it came about; empty where nobody asks
 */
public record Answer(
    Outcome outcome,
    Optional<Tier> tier,
    String text,
    List<Quote> citations,
    Optional<AnswerUnit> unit,
    List<Support> support,
    List<SearchResult.Missing> degraded,
    List<Reason> reasons,
    Judgement evidence,
    Ledger ledger,
    Optional<ReaderUse> reader,
    Optional<Explanation> explanation) {
  /** Copies the lists. */
  public Answer {
    citations = List.copyOf(citations);
    support = List.copyOf(support);
    degraded = List.copyOf(degraded);
    reasons = List.copyOf(reasons);
  }

  /** Returns the same with how it came about. */
  Answer with(Explanation how) {
    return new Answer(
        outcome,
        tier,
        text,
        citations,
        unit,
        support,
        degraded,
        reasons,
        evidence,
        ledger,
        reader,
        Optional.of(how));
  }

  /** Returns what is said in its place where it can't be given, in the question's language. */
  Answer unavailable(String question, String reason) {
    List<Reason> all = new ArrayList<>(reasons);
    all.add(new Reason(ReasonCode.SEARCH_DEGRADED, reason));
    return new Answer(
        Outcome.UNAVAILABLE,
        Optional.empty(),
        FixedTexts.of(question).unavailable(),
        List.of(),
        Optional.empty(),
        List.of(),
        degraded,
        all,
        evidence,
        ledger,
        Optional.empty(),
        explanation);
  }

  /**
   * States why the answer is what it is.
   *
   * @param code for programs
   * @param message for people
   */
  public record Reason(ReasonCode code, String message) {}

  /**
   * Records what an answer took.
   *
   * @param steps each step with its time, in order
   * @param attempts each tier that was asked, in order
   */
  public record Ledger(List<Step> steps, List<Attempt> attempts) {
    /** Copies the lists. */
    public Ledger {
      steps = List.copyOf(steps);
      attempts = List.copyOf(attempts);
    }

    /** Returns the tokens of all prompts. */
    public int promptTokens() {
      return attempts.stream().mapToInt(attempt -> attempt.use().promptTokens()).sum();
    }

    /** Returns the tokens that all models wrote. */
    public int generatedTokens() {
      return attempts.stream().mapToInt(attempt -> attempt.use().generatedTokens()).sum();
    }
  }

  /**
   * Describes one step and its time.
   *
   * @param name "search", "evidence", a tier's name in lower case, "ground"
   */
  public record Step(String name, Duration elapsed) {}

  /**
   * States what a tier was asked for and what came of it.
   *
   * @param use what it took of a model
   * @param elapsed the tier's own time and that of the ground check
   */
  public record Attempt(Tier tier, Known.Verdict verdict, ModelUse use, Duration elapsed) {}
}
