package ai.adjutant.retriever.read;

import ai.adjutant.chassis.error.AdjutantException;
import java.time.Duration;
import java.util.List;

/** Reads passages together with a question. Any thread may call; calls block. */
public interface Reader {
  /** Most passages of one call. */
  int PASSAGES_MAX = 64;

  /** Longest passage, in UTF-16 code units. */
  int PASSAGE_LENGTH_MAX = 16_000;

  /** Most spans of a passage. */
  int SPANS_MAX = 5;

  /**
   * Reads passages.
   *
   * @param passages 1 to {@link #PASSAGES_MAX}, none blank, none longer than {@link
   *     #PASSAGE_LENGTH_MAX}
   * @param spansMax how many spans of each, 1 to {@link #SPANS_MAX}
   * @param timeout how long the caller waits at most
   * @throws AdjutantException with a {@link ReadReason}
   */
  Readings read(String question, List<String> passages, int spansMax, Duration timeout);
}
