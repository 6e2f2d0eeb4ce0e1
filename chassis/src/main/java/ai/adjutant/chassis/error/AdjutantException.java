package ai.adjutant.chassis.error;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure that a caller can understand: the caller's own fault or the world's. Bugs are not
 * thrown as this.
 *
 * <p>The message is shown to people: it says what was wrong, where, and how to mend it, without
 * internals.
 */
public final class AdjutantException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Reason reason;
  private final transient Map<String, String> details;

  /** A failure without further details. */
  public AdjutantException(Reason reason, String message) {
    this(reason, message, Map.of(), null);
  }

  /** A failure with the exception that led to it; the cause is logged, never sent. */
  public AdjutantException(Reason reason, String message, @Nullable Throwable cause) {
    this(reason, message, Map.of(), cause);
  }

  /** A failure whose varying parts are given as details too, for programs. */
  public AdjutantException(
      Reason reason, String message, Map<String, String> details, @Nullable Throwable cause) {
    super(Objects.requireNonNull(message, "message"), cause);
    this.reason = Objects.requireNonNull(reason, "reason");
    this.details = Map.copyOf(details);
  }

  /** Why it failed. */
  public Reason reason() {
    return reason;
  }

  /** What varies in the message, by name. */
  public Map<String, String> details() {
    return details;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
