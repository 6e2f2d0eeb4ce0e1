package ai.adjutant.admin.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What reaches a terminal, and how commands end. */
final class TerminalTest {
  @Test
  void noTextCommandsTheTerminal() {
    assertThat(Terminal.safe("a\u001b[31mred\u0007 \u202egnp.exe\nnext\tcell"))
        .isEqualTo("a\ufffd[31mred\ufffd \ufffdgnp.exe\nnext\tcell");
    assertThat(Terminal.brief("one\r\n  two \u001b]0;x", 80)).doesNotContain("\u001b");
  }

  @Test
  void tablesAlign() {
    StringWriter out = new StringWriter();
    Terminal terminal =
        new Terminal(
            new PrintWriter(out), new PrintWriter(new StringWriter()), false, false, false);
    terminal.table(List.of(List.of("NAME", "N"), List.of("a", "10"), List.of("longer name", "2")));
    assertThat(out.toString().lines())
        .containsExactly("NAME         N", "a            10", "longer name  2");
  }

  @Test
  void wrapsAtTheWidth() {
    assertThat(Terminal.wrap("word ".repeat(60), "  ").lines())
        .allMatch(line -> line.length() <= 100 && line.startsWith("  "))
        .hasSizeGreaterThan(2);
  }

  @ParameterizedTest
  @CsvSource({
    "OK,0",
    "INVALID_ARGUMENT,3",
    "ALREADY_EXISTS,3",
    "FAILED_PRECONDITION,3",
    "NOT_FOUND,4",
    "UNAVAILABLE,5",
    "RESOURCE_EXHAUSTED,5",
    "DEADLINE_EXCEEDED,5",
    "PERMISSION_DENIED,6",
    "UNAUTHENTICATED,6",
    "INTERNAL,70",
    "UNIMPLEMENTED,70",
    "CANCELLED,5"
  })
  void everyStatusHasItsExitCode(Status.Code status, int exit) {
    assertThat(Failures.exit(status).code()).isEqualTo(exit);
  }

  @Test
  void keepsTheLinesOfSteps() {
    assertThat(Terminal.wrap("To reset it:\n1. Press.\n2. Wait.\n\nFees: 5", "  "))
        .isEqualTo("  To reset it:\n  1. Press.\n  2. Wait.\n\n  Fees: 5");
  }
}
