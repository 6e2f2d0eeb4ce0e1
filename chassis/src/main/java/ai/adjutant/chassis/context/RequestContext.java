package ai.adjutant.chassis.context;

import io.grpc.Context;
import io.grpc.Deadline;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What all services know about a request besides its content. Made once where a request enters the
 * platform; immutable.
 *
 * @param requestId names the request in logs, answers and failures; at most 64 characters
 * @param principal who asks; {@value #ANONYMOUS} until callers have keys
 * @param tenant whose data the request is about; {@value #DEFAULT_TENANT} for now
 * @param trace the place of the request in a distributed trace
 */
public record RequestContext(String requestId, String principal, String tenant, Trace trace) {
  /** The principal of a caller that has not shown who it is. */
  public static final String ANONYMOUS = "anonymous";

  /** The tenant of a platform that serves only one. */
  public static final String DEFAULT_TENANT = "default";

  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern PRINCIPAL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@-]{0,63}");
  private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private static final Context.Key<RequestContext> KEY = Context.key("adjutant-request");

  /** Refuses names that could not be written to a log line, a header or a path as they are. */
  public RequestContext {
    if (!isRequestId(requestId)) {
      throw new IllegalArgumentException("no request id of 1 to 64 letters, digits, . _ -");
    }
    if (!PRINCIPAL.matcher(principal).matches()) {
      throw new IllegalArgumentException("no principal of 1 to 64 letters, digits, . _ : @ -");
    }
    if (!TENANT.matcher(tenant).matches()) {
      throw new IllegalArgumentException("no tenant of 1 to 63 lower-case letters, digits, -");
    }
  }

  /** Whether a caller's text may serve as the id of its request. */
  public static boolean isRequestId(String text) {
    return REQUEST_ID.matcher(text).matches();
  }

  /** Returns the context of the request that the current thread works for, if any. */
  public static Optional<RequestContext> current() {
    @Nullable RequestContext present = KEY.get();
    return Optional.ofNullable(present);
  }

  /**
   * Whether the caller of the current request is gone, or its deadline has passed: what fails then
   * need not be logged.
   */
  public static boolean isAbandoned() {
    Context current = Context.current();
    @Nullable Deadline deadline = current.getDeadline();
    return current.isCancelled() || (deadline != null && deadline.isExpired());
  }

  /** Returns a gRPC context within which {@link #current()} is this one. */
  public Context in(Context parent) {
    return parent.withValue(KEY, this);
  }
}
