package ai.adjutant.gateway.answer;

import ai.adjutant.gateway.retrieve.Retrieval;
import ai.adjutant.gateway.tier.Turn;
import java.time.Instant;
import java.util.List;
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
 * @param explain whether the answer says how it came about
 */
public record Question(
    String corpus,
    String text,
    List<Turn> turns,
    String filter,
    @Nullable Instant asOf,
    Retrieval.Mode mode,
    boolean explain) {
  /** Copies the turns, those that a refusal answered left out. */
  public Question {
    turns = List.copyOf(AnsweredTurns.of(turns));
  }

  /** Creates a question whose answer need not be explained. */
  public Question(
      String corpus,
      String text,
      List<Turn> turns,
      String filter,
      @Nullable Instant asOf,
      Retrieval.Mode mode) {
    this(corpus, text, turns, filter, asOf, mode, false);
  }

  /** Returns the search for its passages; turns go without speaker labels, which spoil vectors. */
  Retrieval.Query query(int passages) {
    return new Retrieval.Query(
        corpus, text, turns.stream().map(Turn::text).toList(), filter, asOf, passages, mode);
  }
}
