package ai.adjutant.retriever.index;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why an index does not serve. */
public enum IndexReason implements Reason {
  /** A search took longer than it may. */
  SEARCH_TOO_SLOW;

  @Override
  public Kind kind() {
    return Kind.DEADLINE_EXCEEDED;
  }
}
