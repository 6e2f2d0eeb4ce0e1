package ai.adjutant.tuner.weights;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why weights can't be read or written. */
public enum WeightsReason implements Reason {
  /** There is no such file, or it can't be read. */
  WEIGHTS_UNREADABLE(Kind.FAILED_PRECONDITION),
  /** The file is something else, or damaged. */
  WEIGHTS_DAMAGED(Kind.FAILED_PRECONDITION),
  /** A tensor is not there, or has another shape or type. */
  WEIGHTS_OF_ANOTHER_MODEL(Kind.FAILED_PRECONDITION),
  /** A file can't be written whole; what stood there before is untouched. */
  WEIGHTS_UNWRITABLE(Kind.RESOURCE_EXHAUSTED);

  private final Kind kind;

  WeightsReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
