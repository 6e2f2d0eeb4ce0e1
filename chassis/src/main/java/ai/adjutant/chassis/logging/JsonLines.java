package ai.adjutant.chassis.logging;

import ai.adjutant.chassis.context.RequestContext;
import java.util.Optional;
import java.util.logging.LogRecord;

/**
 * One JSON object a line: {@code time}, {@code level}, {@code logger}, {@code message}; within a
 * request {@code request_id}, {@code trace_id}, {@code principal} and {@code tenant}; of a failure
 * {@code error}, of a fault of ours {@code stack} too.
 */
final class JsonLines extends LineFormatter {
  @Override
  String format(LogRecord logged, String message, Optional<RequestContext> request) {
    StringBuilder line = new StringBuilder(300).append('{');
    field(line, "time", logged.getInstant().toString());
    field(line, "level", level(logged));
    field(line, "logger", String.valueOf(logged.getLoggerName()));
    field(line, "message", message);
    request.ifPresent(context -> {
      field(line, "request_id", context.requestId());
      field(line, "trace_id", context.trace().traceId());
      field(line, "principal", context.principal());
      field(line, "tenant", context.tenant());
    });
    Throwable thrown = logged.getThrown();
    if (thrown != null) {
      field(line, "error", ThrownText.brief(thrown));
      if (isFault(logged)) {
        field(line, "stack", ThrownText.stack(thrown));
      }
    }
    return line.append("}\n").toString();
  }

  private static void field(StringBuilder line, String name, String value) {
    if (line.length() > 1) {
      line.append(',');
    }
    line.append('"').append(name).append("\":\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> line.append("\\\"");
        case '\\' -> line.append("\\\\");
        case '\n' -> line.append("\\n");
        default -> {
          if (c < ' ' || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
            line.append("\\u%04x".formatted((int) c)); // half a pair is no UTF-8
          } else {
            line.append(c);
          }
        }
      }
    }
    line.append('"');
  }
}
