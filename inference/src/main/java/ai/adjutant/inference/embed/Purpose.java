package ai.adjutant.inference.embed;

import ai.adjutant.inference.work.Lane;

/** What texts are embedded for. */
public enum Purpose {
  /** A question somebody waits for; goes before documents. */
  QUERY(Lane.QUESTIONS),
  /** Text of documents. */
  DOCUMENT(Lane.DOCUMENTS);

  private final Lane lane;

  Purpose(Lane lane) {
    this.lane = lane;
  }

  Lane lane() {
    return lane;
  }
}
