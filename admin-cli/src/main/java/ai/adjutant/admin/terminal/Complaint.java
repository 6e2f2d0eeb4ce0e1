package ai.adjutant.admin.terminal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * What is said of a command that failed. With {@code --json} it is one JSON object on a line of the
 * error stream: {@code {"error":{"code":"NOT_FOUND","exit":4,"reason":"CORPUS_NOT_FOUND",
 * "message":"…"}}}, where {@code code} is a name of {@link ExitCode} and {@code reason} is there
 * only where a service gave one.
 *
 * @param exit how the command ends
 * @param reason the service's reason, UPPER_SNAKE
 * @param message what is wrong and how to mend it
 */
public record Complaint(ExitCode exit, Optional<String> reason, String message) {
  /** A failure for which no service gave a reason. */
  public Complaint(ExitCode exit, String message) {
    this(exit, Optional.empty(), message);
  }

  /** Prints it for people. */
  public void print(PrintWriter err) {
    err.println("adjutant: " + Terminal.safe(message));
    err.flush();
  }

  /** Prints it for programs. */
  public void printJson(PrintWriter err) {
    ObjectNode json = Terminal.object();
    ObjectNode error = json.putObject("error").put("code", exit.name()).put("exit", exit.code());
    reason.ifPresent(name -> error.put("reason", name));
    error.put("message", message);
    err.println(json);
    err.flush();
  }
}
