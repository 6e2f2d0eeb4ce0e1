package ai.adjutant.chassis.logging;

import ai.adjutant.chassis.context.RequestContext;
import java.text.MessageFormat;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** Writes a log record as a line, with the request that the logging thread works for. */
abstract class LineFormatter {
  /** Returns the line with its end; of a fault of ours the stack follows. */
  final String format(LogRecord logged) {
    return format(logged, message(logged), RequestContext.current());
  }

  abstract String format(LogRecord logged, String message, Optional<RequestContext> request);

  /** The level's name as most collectors of logs know it. */
  static String level(LogRecord logged) {
    int level = logged.getLevel().intValue();
    if (level >= Level.SEVERE.intValue()) {
      return "ERROR";
    }
    if (level >= Level.WARNING.intValue()) {
      return "WARN";
    }
    return level >= Level.INFO.intValue() ? "INFO" : "DEBUG";
  }

  /** Whether a fault of ours is reported, for which the stack is wanted. */
  static boolean isFault(LogRecord logged) {
    return logged.getLevel().intValue() >= Level.SEVERE.intValue();
  }

  private static String message(LogRecord logged) {
    String message = String.valueOf(logged.getMessage());
    Object[] parameters = logged.getParameters();
    if (parameters == null || parameters.length == 0 || !message.contains("{0")) {
      return message;
    }
    try {
      return MessageFormat.format(message, parameters);
    } catch (IllegalArgumentException e) {
      return message; // braces that are no format
    }
  }
}
