package ai.adjutant.gateway.answer;

import ai.adjutant.gateway.dialogue.Understood;
import ai.adjutant.gateway.escalation.AnswerPolicy;
import ai.adjutant.gateway.ground.GroundCheck;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.Retrieval;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.gateway.tier.Answerer;
import ai.adjutant.gateway.tier.Budget;
import ai.adjutant.gateway.tier.ExplainedPart;
import ai.adjutant.gateway.tier.Tier;
import ai.adjutant.gateway.tier.TierRequest;
import ai.adjutant.gateway.tier.TimeLimit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Answers questions: search, evidence, then tier by tier until an answer stands. */
public final class AnswerFlow {
  /** How often a question is answered anew because documents changed meanwhile. */
  private static final int AGAIN_MAX = 2;

  private static final String CHANGED =
      "a document that the answer cites was deleted or loaded anew while it was made";

  private final Retrieval retrieval;
  private final Map<Tier, Answerer> answerers = new EnumMap<>(Tier.class);
  private final GroundCheck ground;
  private final LongSupplier clock;

  /**
   * Creates a flow over these parts.
   *
   * @param answerers the tiers at hand, at most one of each
   * @param clock monotonic nanoseconds
   */
  public AnswerFlow(
      Retrieval retrieval, List<Answerer> answerers, GroundCheck ground, LongSupplier clock) {
    this.retrieval = retrieval;
    this.ground = ground;
    this.clock = clock;
    for (Answerer answerer : answerers) {
      if (this.answerers.put(answerer.tier(), answerer) != null) {
        throw new IllegalArgumentException("two answerers of tier " + answerer.tier());
      }
    }
  }

  /**
   * Answers one question.
   *
   * @param time until when; a tier that is not done by then has failed
   * @throws RuntimeException what the retriever said, when it could not search at all
   */
  public Answer ask(Question question, AnswerPolicy policy, TimeLimit time, AnswerEvents events) {
    Ledger ledger = new Ledger(clock);
    Draft draft = new Draft(events);
    long start = clock.getAsLong();
    Understood understood = understood(question, policy);
    SearchResult found = retrieval.search(question.query(understood, policy.searched()));
    ledger.step("search", start);
    events.retrieved(found.passages());
    Budget budget = new Budget(policy.passagesMax(), policy.turnsMax(), policy.tokensMax(), time);
    Answer answer = answer(question, policy, understood, found, budget, ledger, draft);
    for (int again = 0; !stands(answer); again++) {
      draft.withdraw(CHANGED);
      if (again == AGAIN_MAX) {
        return answer.unavailable(understood.text(), CHANGED + "; ask again");
      }
      start = clock.getAsLong();
      found = retrieval.search(question.query(understood, policy.searched()));
      ledger.step("search", start);
      answer = answer(question, policy, understood, found, budget, ledger, draft);
    }
    return answer;
  }

  private Answer answer(
      Question question,
      AnswerPolicy policy,
      Understood understood,
      SearchResult found,
      Budget budget,
      Ledger ledger,
      Draft draft) {
    List<ExplainedPart> parts = new ArrayList<>();
    TierRequest request =
        new TierRequest(
            understood.text(),
            question.turns(),
            found,
            budget,
            question.explain() ? Optional.of(parts::add) : Optional.empty());
    Attempts attempts = new Attempts(policy, request, answerers, ground, ledger, draft);
    Answer answer = attempts.answer();
    return question.explain() ? answer.with(attempts.explanation(found, parts)) : answer;
  }

  /** Returns whether all that an answer cites is still there: what was deleted is no source. */
  private boolean stands(Answer answer) {
    Map<String, Passage> cited = new LinkedHashMap<>();
    answer
        .citations()
        .forEach(quote -> cited.putIfAbsent(quote.passage().document(), quote.passage()));
    return cited.values().stream().allMatch(retrieval::stands);
  }

  /** Searches for a question's passages, without an answer; for calibration. */
  public SearchResult search(Question question, AnswerPolicy policy) {
    return retrieval.search(question.query(understood(question, policy), policy.searched()));
  }

  /** A follow-up is searched for twice: what it names decides what it means. */
  private Understood understood(Question question, AnswerPolicy policy) {
    return question
        .followUp()
        .map(
            followUp -> followUp.understood(retrieval.search(question.ownWords(policy.searched()))))
        .orElseGet(question::alone);
  }
}
