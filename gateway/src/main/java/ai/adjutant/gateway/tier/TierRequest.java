package ai.adjutant.gateway.tier;

import ai.adjutant.gateway.retrieve.SearchResult;
import java.util.List;

/**
 * States what a tier is asked.
 *
 * @param question the question
 * @param turns the turns before it, oldest first
 * @param found passages with sufficient evidence, best first, and the corpus' rule
 * @param budget what the tier may take
 */
public record TierRequest(String question, List<Turn> turns, SearchResult found, Budget budget) {
  /** Copies the turns. */
  public TierRequest {
    turns = List.copyOf(turns);
  }
}
