package ai.adjutant.retriever.corpus;

/** States whether the best hits of a corpus' searches are read and reranked. */
public enum Rerank {
  /** They are not; nobody decided it. */
  DEFAULT,
  /** They are, where it is possible. */
  ON,
  /** They are not. */
  OFF
}
