package ai.adjutant.tuner.checkpoint;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why a run can't go on from a folder. */
public enum CheckpointReason implements Reason {
  /** The folder holds a run with another configuration or other examples. */
  RUN_DIFFERS(Kind.FAILED_PRECONDITION),
  /** The folder can't be made or written. */
  RUN_FOLDER_UNWRITABLE(Kind.FAILED_PRECONDITION),
  /** Another process trains in this folder. */
  RUN_FOLDER_IN_USE(Kind.FAILED_PRECONDITION);

  private final Kind kind;

  CheckpointReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
