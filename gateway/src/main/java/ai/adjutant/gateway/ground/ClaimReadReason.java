package ai.adjutant.gateway.ground;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** States why no claim was read. */
public enum ClaimReadReason implements Reason {
  /** Inference serves no reader. */
  READER_MISSING(Kind.UNAVAILABLE),
  /** Inference is not reachable, is busy, or read what can't be. */
  READER_UNAVAILABLE(Kind.UNAVAILABLE),
  /** Inference did not answer in time. */
  READER_TOO_SLOW(Kind.DEADLINE_EXCEEDED),
  /** It failed often of late, and is not asked for a while. */
  READER_PAUSED(Kind.UNAVAILABLE),
  /** Who asked no longer waits. */
  READ_CANCELLED(Kind.CANCELLED);

  private final Kind kind;

  ClaimReadReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
