package ai.adjutant.admin.scripted;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.admin.AdminMain;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chassis.transport.ServiceServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.BindableService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Services that answer as a test says, on a loopback port; and commands run against them. */
public final class ScriptedServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ServiceServer server;

  /** Serves these. */
  public ScriptedServer(BindableService... services) {
    server =
        new ServiceServer("scripted", new Endpoint.Tcp("127.0.0.1", 0), List.of(services)).start();
  }

  /**
   * What a command said and how it ended.
   *
   * @param exit its exit code
   */
  public record Ran(int exit, String out, String err) {
    /** What it said, read as JSON. */
    public JsonNode json() {
      try {
        return JSON.readTree(out);
      } catch (IOException e) {
        throw new AssertionError("no JSON: " + out + err, e);
      }
    }
  }

  /** HOST:PORT. */
  public String address() {
    return server.endpoint().toString();
  }

  /** Runs a command. */
  public Ran run(String... arguments) {
    return typing("", arguments);
  }

  /** Runs a command with text on its standard input. */
  public Ran typing(String input, String... arguments) {
    return reading(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), arguments);
  }

  /** Runs a command with this standard input. */
  public Ran reading(InputStream input, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--server", address()));
    return command(input, all);
  }

  /** Runs a command with no server started. */
  public static Ran alone(String... arguments) {
    return command(new ByteArrayInputStream(new byte[0]), List.of(arguments));
  }

  private static Ran command(InputStream input, List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        AdminMain.run(
            arguments.toArray(String[]::new),
            input,
            new PrintWriter(out),
            new PrintWriter(err),
            false);
    assertThat(err.toString()).doesNotContain("\tat ", "Exception in");
    return new Ran(exit, out.toString(), err.toString());
  }

  @Override
  public void close() {
    server.close();
  }
}
