package ai.adjutant.gateway.generate;

import ai.adjutant.gateway.tier.TierFailure;
import java.util.Objects;

/** A model did not come to an end; the message says why, for people. */
public final class GenerationFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final TierFailure reason;

  /** Creates a failure with its cause. */
  public GenerationFailed(TierFailure reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Returns why it failed. */
  public TierFailure reason() {
    return reason;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
