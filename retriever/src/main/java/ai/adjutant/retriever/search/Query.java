package ai.adjutant.retriever.search;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.index.Condition;
import java.util.List;

/**
 * Describes a question to a corpus.
 *
 * @param context what was said before, oldest first; the last two turns count
 * @param k how many hits, 1 to {@link #K_MAX}
 * @param condition what must hold of a hit's document
 * @param oneHitPerDocument a document's best chunk alone
 * @param structureHits for how many hits the chunks around them are read, 0 to {@link
 *     #STRUCTURE_HITS_MAX}
 * @param rerank whether the best hits are read and reranked
 */
public record Query(
    String text,
    List<String> context,
    int k,
    Mode mode,
    Condition condition,
    boolean oneHitPerDocument,
    int structureHits,
    Rerank rerank,
    FusionSettings fusion) {
  /** Longest question, in UTF-16 code units. */
  public static final int TEXT_LENGTH_MAX = 4_000;

  /** Most hits. */
  public static final int K_MAX = 1_000;

  /** Most hits whose surroundings are read. */
  public static final int STRUCTURE_HITS_MAX = 50;

  private static final int TURNS = 2;

  /** Refuses what is out of range; keeps the turns that count, cut where they are overlong. */
  public Query {
    if (text.isBlank()) {
      throw new AdjutantException(SearchReason.EMPTY_QUERY, "the query is empty; ask something");
    }
    if (text.length() > TEXT_LENGTH_MAX) {
      throw new AdjutantException(
          SearchReason.QUERY_TOO_LONG,
          "the query has "
              + text.length()
              + " characters; at most "
              + TEXT_LENGTH_MAX
              + " are searched");
    }
    if (k < 1 || k > K_MAX) {
      throw new AdjutantException(
          SearchReason.K_OUT_OF_RANGE, "k is " + k + "; ask for 1 to " + K_MAX + " hits");
    }
    if (structureHits < 0 || structureHits > STRUCTURE_HITS_MAX) {
      throw new AdjutantException(
          SearchReason.STRUCTURE_HITS_OUT_OF_RANGE,
          "structure_hits is " + structureHits + "; ask for 0 to " + STRUCTURE_HITS_MAX);
    }
    List<String> said = context.stream().filter(turn -> !turn.isBlank()).toList();
    context =
        said.subList(Math.max(0, said.size() - TURNS), said.size()).stream()
            .map(turn -> turn.substring(0, Math.min(turn.length(), TEXT_LENGTH_MAX)))
            .toList();
  }

  /** The turns that count, joined. */
  String turns() {
    return String.join("\n", context);
  }

  /** States which legs search. */
  public enum Mode {
    /** Words alone. */
    BM25,
    /** Vectors alone. */
    VECTOR,
    /** Both. */
    HYBRID
  }

  /** States whether the best hits are read and reranked. */
  public enum Rerank {
    /** They are, where it is possible. */
    ON,
    /** The search says no. */
    OFF_FOR_SEARCH,
    /** The corpus says no, and the search nothing. */
    OFF_FOR_CORPUS
  }
}
