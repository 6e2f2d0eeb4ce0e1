package ai.adjutant.tuner.triples;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why examples can't be used. */
public enum TriplesReason implements Reason {
  /** There is no such file, or it can't be read. */
  EXAMPLES_UNREADABLE(Kind.FAILED_PRECONDITION),
  /** A line is no example, or contradicts itself; the message names it. */
  EXAMPLE_REFUSED(Kind.INVALID_ARGUMENT);

  private final Kind kind;

  TriplesReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
