package ai.adjutant.chassis.process;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why a process could not start. */
public enum ProcessReason implements Reason {
  /** Another process holds the data folder. */
  DATA_IN_USE(Kind.UNAVAILABLE),
  /** The data folder can't be written. */
  DATA_NOT_WRITABLE(Kind.INVALID_ARGUMENT);

  private final Kind kind;

  ProcessReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
