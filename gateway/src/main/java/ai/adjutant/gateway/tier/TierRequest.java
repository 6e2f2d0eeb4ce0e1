package ai.adjutant.gateway.tier;

import ai.adjutant.gateway.retrieve.SearchResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * States what a tier is asked.
 *
 * @param question the question
 * @param turns the turns before it, oldest first
 * @param found passages with sufficient evidence, best first, and the corpus' rule
 * @param budget what the tier may take
 * @param explained takes how each part of the question was answered; empty where nobody asks. Only
 *     the tier of the documents' own words says so
 */
public record TierRequest(
    String question,
    List<Turn> turns,
    SearchResult found,
    Budget budget,
    Optional<Consumer<ExplainedPart>> explained) {
  /** Copies the turns. */
  public TierRequest {
    turns = List.copyOf(turns);
  }

  /** Creates a request that nobody wants explained. */
  public TierRequest(String question, List<Turn> turns, SearchResult found, Budget budget) {
    this(question, turns, found, budget, Optional.empty());
  }

  /** Returns the same with other passages and another budget. */
  public TierRequest with(SearchResult found, Budget budget) {
    return new TierRequest(question, turns, found, budget, explained);
  }
}
