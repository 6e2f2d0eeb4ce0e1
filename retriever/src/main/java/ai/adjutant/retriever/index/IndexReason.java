package ai.adjutant.retriever.index;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** States why an index does not serve. */
public enum IndexReason implements Reason {
  /** A search took longer than it may. */
  SEARCH_TOO_SLOW(Kind.DEADLINE_EXCEEDED),
  /** A later version wrote the index. */
  INDEX_NEWER(Kind.FAILED_PRECONDITION),
  /** A version wrote the index whose form is no longer read. */
  INDEX_OLDER(Kind.FAILED_PRECONDITION),
  /** Another index takes the place of this one at this moment. */
  INDEX_CLOSED(Kind.UNAVAILABLE);

  private final Kind kind;

  IndexReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
