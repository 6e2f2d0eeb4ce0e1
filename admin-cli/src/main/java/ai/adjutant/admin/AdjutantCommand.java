package ai.adjutant.admin;

import ai.adjutant.admin.client.Connection;
import ai.adjutant.admin.client.GlobalOptions;
import ai.adjutant.admin.client.KeyFiles;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.chassis.build.Version;
import ai.adjutant.chassis.settings.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code adjutant}; its commands are added by {@link Subcommand}. */
@Command(
    name = "adjutant",
    versionProvider = AdjutantCommand.OfTheBuild.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Answers questions from your own documents, on your own machines.",
    footer = {
      "",
      "`adjutant serve` starts the platform; `adjutant quickstart` shows it on sample documents.",
      "Exit codes: 0 done, 1 the check said no, 2 wrong usage, 3 input refused, 4 not found, 5 not"
          + " available, 6 not allowed, 7 done in part, 70 our own fault, 130 interrupted."
    })
final class AdjutantCommand implements GlobalOptions {
  private final InputStream input;
  private final boolean interactive;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show how the command is used.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean version;

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:7070",
      scope = ScopeType.INHERIT,
      description =
          "The gateway (default: ${DEFAULT-VALUE}); https://HOST:PORT for TLS"
              + " with a certificate that this machine trusts.")
  private String server = "127.0.0.1:7070";

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Speak TLS with a gateway whose certificate this CA (PEM) issued.")
  private @Nullable Path ca;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "The key that the gateway asks for (default: the variable ADJUTANT_API_KEY).")
  private @Nullable Path keyFile;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print the result as JSON; a failure as one JSON object on the error stream.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Print results and errors only.")
  private boolean quiet;

  /** Whether results, and what went wrong, are wanted as JSON. */
  boolean json() {
    return json;
  }

  /** Says which build this is. */
  static final class OfTheBuild implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"adjutant " + Version.current()};
    }
  }

  AdjutantCommand(InputStream input, boolean interactive) {
    this.input = input;
    this.interactive = interactive;
  }

  @Override
  public String server() {
    return server;
  }

  @Override
  public Connection connection() throws IOException {
    return new Connection(
        server, ca, KeyFiles.find(keyFile, Environment.variable(KeyFiles.VARIABLE)));
  }

  @Override
  public Terminal terminal(CommandLine commandLine) {
    return new Terminal(commandLine.getOut(), commandLine.getErr(), json, quiet, interactive);
  }

  @Override
  public InputStream input() {
    return input;
  }
}
