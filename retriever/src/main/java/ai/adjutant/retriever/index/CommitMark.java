package ai.adjutant.retriever.index;

/**
 * States what a commit is marked with, so that an index can be distinguished from that of another
 * corpus and from an older state of its own.
 *
 * @param corpus identity of the corpus it belongs to
 * @param sequence number of the commit, counted by the corpus; at least 0
 */
public record CommitMark(String corpus, long sequence) {
  /** Checks the number. */
  public CommitMark {
    if (sequence < 0) {
      throw new IllegalArgumentException("sequence " + sequence + " is negative");
    }
  }
}
