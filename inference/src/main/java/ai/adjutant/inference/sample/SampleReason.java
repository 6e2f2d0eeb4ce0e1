package ai.adjutant.inference.sample;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why no token can be chosen. */
public enum SampleReason implements Reason {
  /** A setting is out of range. */
  SAMPLING_INVALID(Kind.INVALID_ARGUMENT),
  /** The model computed something that is no number. */
  LOGITS_INVALID(Kind.FAILED_PRECONDITION);

  private final Kind kind;

  SampleReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
