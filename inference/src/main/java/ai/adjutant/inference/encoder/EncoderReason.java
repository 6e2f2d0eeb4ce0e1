package ai.adjutant.inference.encoder;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why an encoder can't be served. */
public enum EncoderReason implements Reason {
  /** A file that every encoder has is not there. */
  ENCODER_FILE_MISSING(Kind.FAILED_PRECONDITION),
  /** A file can't be read or is of another make. */
  ENCODER_REFUSED(Kind.FAILED_PRECONDITION);

  private final Kind kind;

  EncoderReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
