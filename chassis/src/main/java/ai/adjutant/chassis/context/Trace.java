package ai.adjutant.chassis.context;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The position of a request in a distributed trace, as W3C Trace Context defines it.
 *
 * @param traceId 32 lower-case hexadecimal digits, the same in all services
 * @param spanId 16 lower-case hexadecimal digits, the work of one service
 * @param flags two lower-case hexadecimal digits; {@code 01} means that the caller records
 */
public record Trace(String traceId, String spanId, String flags) {
  private static final int TRACE_BYTES = 16;
  private static final int SPAN_BYTES = 8;
  private static final Pattern TRACE = Pattern.compile("(?!0+$)[0-9a-f]{32}");
  private static final Pattern SPAN = Pattern.compile("(?!0+$)[0-9a-f]{16}");
  private static final Pattern FLAGS = Pattern.compile("[0-9a-f]{2}");
  private static final Pattern HEADER =
      Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

  /** Refuses identifiers of another form and such of zeros alone. */
  public Trace {
    if (!TRACE.matcher(traceId).matches()
        || !SPAN.matcher(spanId).matches()
        || !FLAGS.matcher(flags).matches()) {
      throw new IllegalArgumentException("no trace: " + traceId + " " + spanId + " " + flags);
    }
  }

  /** Begins a trace that nobody records yet. */
  public static Trace begin(IdSource ids) {
    return new Trace(ids.next(TRACE_BYTES), ids.next(SPAN_BYTES), "00");
  }

  /** Reads a {@code traceparent} of version 00; empty where it is not exactly of its form. */
  public static Optional<Trace> parse(String traceparent) {
    Matcher parts = HEADER.matcher(traceparent);
    if (!parts.matches()
        || !TRACE.matcher(parts.group(1)).matches()
        || !SPAN.matcher(parts.group(2)).matches()) {
      return Optional.empty();
    }
    return Optional.of(new Trace(parts.group(1), parts.group(2), parts.group(3)));
  }

  /** The same trace with a span of its own for the work of this service. */
  public Trace within(IdSource ids) {
    return new Trace(traceId, ids.next(SPAN_BYTES), flags);
  }

  /** Writes the {@code traceparent} for the services that this one calls. */
  public String traceparent() {
    return "00-" + traceId + "-" + spanId + "-" + flags;
  }
}
