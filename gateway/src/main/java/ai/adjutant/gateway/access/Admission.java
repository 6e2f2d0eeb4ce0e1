package ai.adjutant.gateway.access;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Represents a call that may go on; it must be ended when the call has ended, however often that is
 * heard.
 */
public final class Admission {
  private final @Nullable String principal;
  private final Runnable onEnd;
  private final AtomicBoolean ended = new AtomicBoolean();

  Admission(@Nullable String principal, Runnable onEnd) {
    this.principal = principal;
    this.onEnd = onEnd;
  }

  /** Returns who calls; empty for what anybody may call. */
  public Optional<String> principal() {
    return Optional.ofNullable(principal);
  }

  /** Gives back what the call took. */
  public void end() {
    if (ended.compareAndSet(false, true)) {
      onEnd.run();
    }
  }
}
