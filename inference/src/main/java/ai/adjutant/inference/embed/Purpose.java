package ai.adjutant.inference.embed;

import ai.adjutant.inference.work.Priority;

/** Lists what texts are embedded for. */
public enum Purpose {
  /** A question that a user waits for; runs before documents. */
  QUERY(Priority.INTERACTIVE),
  /** Text of documents. */
  DOCUMENT(Priority.BULK);

  private final Priority priority;

  Purpose(Priority priority) {
    this.priority = priority;
  }

  Priority priority() {
    return priority;
  }
}
