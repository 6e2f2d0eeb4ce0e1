package ai.adjutant.gateway.access;

import ai.adjutant.chassis.error.AdjutantException;
import java.time.Duration;

/** A call comes too early; after a pause it may be admitted. */
public final class RetryLater extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient AdjutantException reason;
  private final Duration pause;

  RetryLater(AdjutantException reason, Duration pause) {
    super(reason);
    this.reason = reason;
    this.pause = pause;
  }

  /** Returns which limit was reached. */
  public AdjutantException reason() {
    return reason;
  }

  /** Returns how long to wait. */
  public Duration pause() {
    return pause;
  }
}
