package ai.adjutant.inference.embed;

/** What texts are embedded for. */
public enum Purpose {
  /** A question somebody waits for; goes before documents. */
  QUERY,
  /** Text of documents. */
  DOCUMENT
}
