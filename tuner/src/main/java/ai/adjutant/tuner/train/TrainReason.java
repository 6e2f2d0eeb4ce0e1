package ai.adjutant.tuner.train;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why a run ends before its time. */
public enum TrainReason implements Reason {
  /** A loss or gradient is no finite number any more. */
  TRAINING_DIVERGED(Kind.FAILED_PRECONDITION),
  /** There are too few examples for one batch of each worker. */
  TOO_FEW_EXAMPLES(Kind.FAILED_PRECONDITION),
  /** The run was interrupted; the last checkpoint stands. */
  TRAINING_INTERRUPTED(Kind.CANCELLED);

  private final Kind kind;

  TrainReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
