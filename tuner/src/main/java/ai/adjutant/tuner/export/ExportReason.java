package ai.adjutant.tuner.export;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Says why an export is refused. */
public enum ExportReason implements Reason {
  /** The graph does not compute what the trainer does, or bytes lose too much. */
  EXPORT_NOT_EQUAL(Kind.FAILED_PRECONDITION),
  /** The folder can't be written. */
  EXPORT_UNWRITABLE(Kind.UNAVAILABLE);

  private final Kind kind;

  ExportReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
