package ai.adjutant.chassis.logging;

/**
 * Describes an exception without its content: messages of exceptions may quote what was being read,
 * so only of those that never do the message is kept.
 */
final class ThrownText {
  private static final int CAUSES_MAX = 5;
  private static final int FRAMES_MAX = 40;
  private static final int MESSAGE_CHARS_MAX = 500;

  private ThrownText() {}

  /** Returns class, place and cause on one line. */
  static String brief(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
      text.append(depth == 0 ? "" : ", caused by ").append(named(cause));
      StackTraceElement[] frames = cause.getStackTrace();
      if (frames.length > 0) {
        text.append(" at ").append(frames[0]);
      }
      cause = cause.getCause();
    }
    return text.toString();
  }

  /** Returns the frames of an exception and its causes, a line each. */
  static String stack(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
      text.append(depth == 0 ? "" : "caused by ").append(named(cause)).append('\n');
      StackTraceElement[] frames = cause.getStackTrace();
      for (int i = 0; i < Math.min(frames.length, FRAMES_MAX); i++) {
        text.append("at ").append(frames[i]).append('\n');
      }
      cause = cause.getCause();
    }
    return text.toString();
  }

  private static String named(Throwable thrown) {
    String name = thrown.getClass().getName();
    String message = thrown.getMessage();
    Throwable cause = thrown.getCause();
    boolean repeats = message != null && cause != null && message.equals(cause.toString());
    if (message == null || repeats || !isFreeOfContent(thrown)) {
      return name;
    }
    return name
        + ": "
        + (message.length() > MESSAGE_CHARS_MAX
            ? message.substring(0, MESSAGE_CHARS_MAX) + "…"
            : message);
  }

  private static boolean isFreeOfContent(Throwable thrown) {
    String name = thrown.getClass().getName();
    return name.startsWith("java.io.")
        || name.startsWith("java.net.")
        || name.startsWith("java.nio.")
        || name.startsWith("io.grpc.")
        || name.startsWith("io.netty.")
        || name.startsWith("ai.adjutant.")
        || thrown instanceof Error
        || thrown instanceof NullPointerException
        || thrown instanceof IndexOutOfBoundsException
        || thrown instanceof ClassCastException
        || thrown instanceof IllegalStateException;
  }
}
