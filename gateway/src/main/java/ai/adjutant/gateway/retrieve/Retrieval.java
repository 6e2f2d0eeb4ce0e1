package ai.adjutant.gateway.retrieve;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Searches corpora as the answer flow needs it. Calls block within the caller's deadline; any
 * thread may call.
 */
public interface Retrieval {
  /**
   * Searches a corpus.
   *
   * @throws RuntimeException what the retriever said, with its status
   */
  SearchResult search(Query query);

  /**
   * Returns whether the document of a passage is still there as it was found, neither deleted nor
   * loaded anew. It is taken to be where the retriever can't be asked.
   */
  boolean stands(Passage passage);

  /** Stores a fitted rule. */
  void store(String corpus, EvidenceRule rule);

  /**
   * Describes a question to a corpus.
   *
   * @param corpus resource name
   * @param text the question
   * @param context turns before, oldest first, without labels
   * @param filter AIP-160 filter; empty for none
   * @param asOf documents in force then; null means now
   * @param k how many passages
   * @param mode which legs search
   * @param rerank whether the best passages are read with the question, and reranked
   */
  record Query(
      String corpus,
      String text,
      List<String> context,
      String filter,
      @Nullable Instant asOf,
      int k,
      Mode mode,
      Rerank rerank) {
    /** Copies the context. */
    public Query {
      context = List.copyOf(context);
    }

    /** Describes a question that is reranked where its corpus says so. */
    public Query(
        String corpus,
        String text,
        List<String> context,
        String filter,
        @Nullable Instant asOf,
        int k,
        Mode mode) {
      this(corpus, text, context, filter, asOf, k, mode, Rerank.AS_CORPUS);
    }
  }

  /** States whether the best passages are read with the question, and reranked. */
  enum Rerank {
    /** As the corpus says. */
    AS_CORPUS,
    /** Whatever the corpus says. */
    ON,
    /** Never. */
    OFF
  }

  /** States which legs search. */
  enum Mode {
    /** Words alone. */
    WORDS,
    /** Vectors alone. */
    VECTORS,
    /** Both. */
    BOTH
  }
}
