package ai.adjutant.retriever.encode;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** States why there are no vectors. */
public enum EncodeReason implements Reason {
  /** Inference is not reachable, or has no encoder. */
  ENCODER_UNAVAILABLE(Kind.UNAVAILABLE),
  /** Inference has no encoder of the name that was asked for. */
  ENCODER_MISSING(Kind.FAILED_PRECONDITION),
  /** Inference did not answer in time. */
  ENCODER_TOO_SLOW(Kind.DEADLINE_EXCEEDED),
  /** The vectors of the corpus were made by another encoder. */
  ENCODER_CHANGED(Kind.FAILED_PRECONDITION);

  private final Kind kind;

  EncodeReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
