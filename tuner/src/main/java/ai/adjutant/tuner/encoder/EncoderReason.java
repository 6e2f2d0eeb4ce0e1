package ai.adjutant.tuner.encoder;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Says why an encoder can't be trained. */
public enum EncoderReason implements Reason {
  /** Hardly a question names a document whose passages are there. */
  TOO_FEW_QUESTIONS(Kind.FAILED_PRECONDITION);

  private final Kind kind;

  EncoderReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
