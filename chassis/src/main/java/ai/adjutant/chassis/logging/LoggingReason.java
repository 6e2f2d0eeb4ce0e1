package ai.adjutant.chassis.logging;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why a process can't log as it was set to. */
enum LoggingReason implements Reason {
  /** A setting has a value that it can't have. */
  SETTING_REFUSED(Kind.INVALID_ARGUMENT);

  private final Kind kind;

  LoggingReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
