package ai.adjutant.chassis.logging;

import ai.adjutant.chassis.context.RequestContext;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.LogRecord;

/** Lines for people: {@code 2026-11-30T12:00:00.000Z WARN logger message [request=… tenant=…]}. */
final class TextLines extends LineFormatter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Override
  String format(LogRecord logged, String message, Optional<RequestContext> request) {
    StringBuilder line = new StringBuilder(200);
    line.append(TIME.format(logged.getInstant()))
        .append(' ')
        .append("%-5s".formatted(level(logged)))
        .append(' ')
        .append(logged.getLoggerName())
        .append(' ')
        .append(plain(message));
    Throwable thrown = logged.getThrown();
    if (thrown != null) {
      line.append(" (").append(plain(ThrownText.brief(thrown))).append(')');
    }
    request.ifPresent(context ->
        line.append(" [request=")
            .append(context.requestId())
            .append(" tenant=")
            .append(context.tenant())
            .append(']'));
    line.append('\n');
    if (thrown != null && isFault(logged)) {
      ThrownText.stack(thrown)
          .lines()
          .forEach(frame -> line.append("    ").append(plain(frame)).append('\n'));
    }
    return line.toString();
  }

  /** Nothing that is logged begins a line of its own or commands a terminal. */
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (Character.isISOControl(c)) {
            plain.append("\\u%04x".formatted(c));
          } else {
            plain.appendCodePoint(c);
          }
        });
    return plain.toString();
  }
}
