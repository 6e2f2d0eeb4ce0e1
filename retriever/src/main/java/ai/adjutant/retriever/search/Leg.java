package ai.adjutant.retriever.search;

/** A leg of the search. */
public enum Leg {
  /** BM25 over title, headings and text. */
  BM25,
  /** Cosine over vectors. */
  VECTOR,
  /** BM25 of the context's turns over titles. */
  CONTEXT_TITLE
}
