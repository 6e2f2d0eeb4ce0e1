package ai.adjutant.gateway.answer;

import ai.adjutant.gateway.dialogue.Dialogue;
import ai.adjutant.gateway.dialogue.FollowUp;
import ai.adjutant.gateway.dialogue.Understood;
import ai.adjutant.gateway.retrieve.Retrieval;
import ai.adjutant.gateway.tier.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Describes a question.
 *
 * @param corpus resource name of the corpus
 * @param text the question
 * @param turns turns before, oldest first
 * @param filter AIP-160 filter on documents; empty for none
 * @param asOf documents in force then; null means now
 * @param mode which legs search
 * @param rerank whether the best passages are read with it, and reranked
 * @param explain whether the answer says how it came about
 */
public record Question(
    String corpus,
    String text,
    List<Turn> turns,
    String filter,
    @Nullable Instant asOf,
    Retrieval.Mode mode,
    Retrieval.Rerank rerank,
    boolean explain) {
  /** Copies the turns, those that a refusal answered left out. */
  public Question {
    turns = new Dialogue(turns).turns();
  }

  /** Creates a question that is reranked as its corpus says, its answer not explained. */
  public Question(
      String corpus,
      String text,
      List<Turn> turns,
      String filter,
      @Nullable Instant asOf,
      Retrieval.Mode mode) {
    this(corpus, text, turns, filter, asOf, mode, Retrieval.Rerank.AS_CORPUS, false);
  }

  /** Returns the follow-up that it is; empty where it stands alone. */
  Optional<FollowUp> followUp() {
    return FollowUp.of(text, new Dialogue(turns));
  }

  /** Returns what it means by itself; turns go without speaker labels, which spoil vectors. */
  Understood alone() {
    return new Understood(text, turns.stream().map(Turn::text).toList());
  }

  /** Returns the search by its own words, which says what a follow-up names; nothing is read. */
  Retrieval.Query ownWords(int passages) {
    return new Retrieval.Query(
        corpus,
        text,
        List.of(),
        filter,
        asOf,
        passages,
        Retrieval.Mode.WORDS,
        Retrieval.Rerank.OFF);
  }

  /** Returns the search for its passages, as it was understood. */
  Retrieval.Query query(Understood understood, int passages) {
    return new Retrieval.Query(
        corpus, understood.text(), understood.context(), filter, asOf, passages, mode, rerank);
  }
}
