package ai.adjutant.inference.model;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why a model directory can't be read. */
public enum ModelReason implements Reason {
  /** A file that every model has is not there. */
  MODEL_FILE_MISSING(Kind.FAILED_PRECONDITION),
  /** A file can't be read, is too large or says what can't be. */
  MODEL_FILE_REFUSED(Kind.FAILED_PRECONDITION),
  /** The files are good, and what they make is not served here. */
  MODEL_NOT_SUPPORTED(Kind.FAILED_PRECONDITION);

  private final Kind kind;

  ModelReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
