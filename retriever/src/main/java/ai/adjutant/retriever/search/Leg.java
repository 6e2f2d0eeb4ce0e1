package ai.adjutant.retriever.search;

/** Names a leg of the search. */
public enum Leg {
  /** BM25 over title, headings and text. */
  BM25,
  /** Cosine over vectors. */
  VECTOR,
  /** Chunks that hold an identifier of the question; they rank before all others. */
  IDENTIFIER
}
