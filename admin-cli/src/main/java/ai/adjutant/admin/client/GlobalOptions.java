package ai.adjutant.admin.client;

import ai.adjutant.admin.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import picocli.CommandLine;

/** Options that every command takes, before or after its name. */
public interface GlobalOptions {
  /** HOST:PORT of the gateway. */
  String server();

  /** How the gateway is reached. */
  Connection connection() throws IOException;

  /** The terminal for a command. */
  Terminal terminal(CommandLine commandLine);

  /** What the user types. */
  InputStream input();
}
