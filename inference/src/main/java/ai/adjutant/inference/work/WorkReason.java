package ai.adjutant.inference.work;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Lists why work is not done. */
public enum WorkReason implements Reason {
  /** More items wait than the queue holds. */
  WORK_QUEUE_FULL(Kind.RESOURCE_EXHAUSTED),
  /** The model or the service is stopping. */
  WORK_STOPPED(Kind.UNAVAILABLE);

  private final Kind kind;

  WorkReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
