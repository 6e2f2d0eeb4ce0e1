package ai.adjutant.retriever.term;

/** States what a term of a corpus is. */
public enum TermKind {
  /** A short form that stands for a long one. */
  ABBREVIATION,
  /** Two forms that mean the same. */
  SYNONYM,
  /** A word that is not to be cut into its parts. */
  WORD
}
