package ai.adjutant.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.admin.AdminMain;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line, run in this process against a server.
 *
 * @param address HOST:PORT of the server, for commands that name none themselves
 */
record AdjutantCommands(String address) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a command said and how it ended. */
  record Ran(int exit, String out, String err) {
    JsonNode json() {
      assertThat(exit).as(err).isZero();
      return tree();
    }

    /** What it printed, however it ended. */
    JsonNode tree() {
      try {
        return JSON.readTree(out);
      } catch (JacksonException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  Ran run(String... arguments) {
    return typing("", arguments);
  }

  /** Runs a command that reads this. */
  Ran typing(String input, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    if (!all.contains("--server")) {
      all.addAll(List.of("--server", address));
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        AdminMain.run(
            all.toArray(String[]::new),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintWriter(out),
            new PrintWriter(err),
            false);
    assertThat(err.toString()).doesNotContain("\tat ", "Exception in", "REDACTED");
    return new Ran(exit, out.toString(), err.toString());
  }
}
