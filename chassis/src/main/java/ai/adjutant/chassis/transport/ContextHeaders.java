package ai.adjutant.chassis.transport;

import ai.adjutant.chassis.context.IdSource;
import ai.adjutant.chassis.context.RequestContext;
import ai.adjutant.chassis.context.Trace;
import io.grpc.Metadata;
import org.jspecify.annotations.Nullable;

/** Reads the context of a request from metadata and writes it there. */
final class ContextHeaders {
  static final Metadata.Key<String> REQUEST_ID = key("x-request-id");
  static final Metadata.Key<String> TRACEPARENT = key("traceparent");
  static final Metadata.Key<String> PRINCIPAL = key("x-adjutant-principal");
  static final Metadata.Key<String> TENANT = key("x-adjutant-tenant");

  private static final int REQUEST_ID_BYTES = 16;

  private ContextHeaders() {}

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  /** Makes the context of a request of the outside: nothing of it says who the caller is. */
  static RequestContext enter(Metadata headers, IdSource ids) {
    return new RequestContext(
        requestId(headers, ids),
        RequestContext.ANONYMOUS,
        RequestContext.DEFAULT_TENANT,
        trace(headers, ids));
  }

  /**
   * Reads the context that another service wrote.
   *
   * @throws IllegalArgumentException when principal or tenant are no names
   */
  static RequestContext read(Metadata headers, IdSource ids) {
    return new RequestContext(
        requestId(headers, ids),
        orElse(headers.get(PRINCIPAL), RequestContext.ANONYMOUS),
        orElse(headers.get(TENANT), RequestContext.DEFAULT_TENANT),
        trace(headers, ids));
  }

  /** Writes a context; what was there before is replaced. */
  static void write(RequestContext context, Metadata headers) {
    set(headers, REQUEST_ID, context.requestId());
    set(headers, TRACEPARENT, context.trace().traceparent());
    set(headers, PRINCIPAL, context.principal());
    set(headers, TENANT, context.tenant());
  }

  static void set(Metadata headers, Metadata.Key<String> key, String value) {
    headers.discardAll(key);
    headers.put(key, value);
  }

  private static String requestId(Metadata headers, IdSource ids) {
    String asked = headers.get(REQUEST_ID);
    return asked != null && RequestContext.isRequestId(asked) ? asked : ids.next(REQUEST_ID_BYTES);
  }

  private static Trace trace(Metadata headers, IdSource ids) {
    String asked = headers.get(TRACEPARENT);
    return (asked == null ? java.util.Optional.<Trace>empty() : Trace.parse(asked))
        .map(trace -> trace.within(ids))
        .orElseGet(() -> Trace.begin(ids));
  }

  private static String orElse(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
