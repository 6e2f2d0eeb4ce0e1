package ai.adjutant.retriever.search;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** States why a search was refused or failed. */
public enum SearchReason implements Reason {
  /** There is no question. */
  EMPTY_QUERY(Kind.INVALID_ARGUMENT),
  /** The question is too long. */
  QUERY_TOO_LONG(Kind.INVALID_ARGUMENT),
  /** Too many hits are asked for, or fewer than none. */
  K_OUT_OF_RANGE(Kind.INVALID_ARGUMENT),
  /** The structure of too many hits is asked for, or of fewer than none. */
  STRUCTURE_HITS_OUT_OF_RANGE(Kind.INVALID_ARGUMENT),
  /** A weight or depth is out of range. */
  FUSION_OUT_OF_RANGE(Kind.INVALID_ARGUMENT),
  /** The filter can't be read. */
  BAD_FILTER(Kind.INVALID_ARGUMENT),
  /** No leg could search. */
  SEARCH_FAILED(Kind.UNAVAILABLE);

  private final Kind kind;

  SearchReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
