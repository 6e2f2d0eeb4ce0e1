package ai.adjutant.retriever.term;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** States why the terms of a corpus can't be changed. */
public enum TermReason implements Reason {
  /** A form is empty, too long, or has signs alone. */
  BAD_TERM(Kind.INVALID_ARGUMENT),
  /** The corpus would hold more terms than are allowed. */
  TOO_MANY_TERMS(Kind.RESOURCE_EXHAUSTED),
  /** Neither people nor documents explain the term. */
  TERM_NOT_FOUND(Kind.NOT_FOUND),
  /** The file of the terms can't be read, so that a change would lose what it holds. */
  TERMS_DAMAGED(Kind.FAILED_PRECONDITION);

  private final Kind kind;

  TermReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
