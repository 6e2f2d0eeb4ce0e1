package ai.adjutant.chassis.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.context.RequestContext;
import ai.adjutant.chassis.context.Trace;
import io.grpc.Context;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** How a line looks, for people and for programs. */
final class LineFormatterTest {
  private static final RequestContext REQUEST =
      new RequestContext(
          "call-7",
          "anonymous",
          "default",
          Trace.parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").orElseThrow());

  private static LogRecord logged(Level level, String message) {
    LogRecord logged = new LogRecord(level, message);
    logged.setLoggerName("ai.adjutant.Part");
    logged.setInstant(Instant.parse("2026-11-30T12:00:00.120Z"));
    return logged;
  }

  @Test
  void aLineOfTextHasTimeLevelLoggerAndItsRequest() throws Exception {
    LogRecord logged = logged(Level.WARNING, "a leg failed: leg=VECTOR");
    assertThat(REQUEST.in(Context.ROOT).call(() -> new TextLines().format(logged)))
        .isEqualTo(
            "2026-11-30T12:00:00.120Z WARN  ai.adjutant.Part a leg failed: leg=VECTOR"
                + " [request=call-7 tenant=default]\n");
    assertThat(new TextLines().format(logged))
        .isEqualTo("2026-11-30T12:00:00.120Z WARN  ai.adjutant.Part a leg failed: leg=VECTOR\n");
  }

  @Test
  void aLineOfJsonHasThemAsFields() throws Exception {
    LogRecord logged = logged(Level.INFO, "a \"quote\" \\ and\na line \u2028 \ud800");
    assertThat(REQUEST.in(Context.ROOT).call(() -> new JsonLines().format(logged)))
        .isEqualTo(
            "{\"time\":\"2026-11-30T12:00:00.120Z\",\"level\":\"INFO\","
                + "\"logger\":\"ai.adjutant.Part\","
                + "\"message\":\"a \\\"quote\\\" \\\\ and\\na line \\u2028 \\ud800\","
                + "\"request_id\":\"call-7\",\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\","
                + "\"principal\":\"anonymous\",\"tenant\":\"default\"}\n");
  }

  @Test
  void nothingThatIsLoggedBeginsALineOfItsOwn() {
    assertThat(
            new TextLines()
                .format(logged(Level.INFO, "name\r\n2026 ERROR forged \u001b[31m"))
                .lines())
        .hasSize(1)
        .first()
        .asString()
        .contains("name\\u000d\\u000a2026")
        .doesNotContain("\u001b");
  }

  @Test
  void aWarningNamesItsCauseOnItsLineAndAFaultHasItsStack() {
    LogRecord warned = logged(Level.WARNING, "stays");
    warned.setThrown(new UncheckedIOException(new FileNotFoundException("a/b is missing")));
    assertThat(new TextLines().format(warned).lines())
        .hasSize(1)
        .first()
        .asString()
        .contains("UncheckedIOException at ", "caused by java.io.FileNotFoundException: a/b");

    LogRecord fault = logged(Level.SEVERE, "bug");
    fault.setThrown(new IllegalStateException("never closed"));
    assertThat(new TextLines().format(fault))
        .contains("IllegalStateException: never closed")
        .contains("\n    at ai.adjutant.chassis.logging.LineFormatterTest");
    assertThat(new JsonLines().format(fault)).contains("\"stack\":\"java.lang.Illegal");
  }

  @Test
  void theContentOfAnExceptionIsNotLogged() {
    LogRecord fault = logged(Level.SEVERE, "bug");
    fault.setThrown(
        new RuntimeException("zebra", new NumberFormatException("For input string: zebra")));
    for (LineFormatter lines : new LineFormatter[] {new TextLines(), new JsonLines()}) {
      assertThat(lines.format(fault)).contains("NumberFormatException").doesNotContain("zebra");
    }
  }

  @Test
  void refusesABoundThatIsNone() {
    for (int lines : new int[] {0, -1, 10_001}) {
      assertThatThrownBy(() -> new LoggingSettings(LogFormat.TEXT, lines))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("logging.lines-per-second");
    }
  }
}
