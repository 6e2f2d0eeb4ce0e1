package ai.adjutant.inference.work;

/** Who waits for a piece of work. */
public enum Lane {
  /** Somebody waits for the answer to a question; goes before documents. */
  QUESTIONS,
  /** Documents are being loaded. */
  DOCUMENTS
}
