package ai.adjutant.admin.client;

import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that writes to a terminal. */
@Command
public abstract class TerminalCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public final Integer call() throws IOException {
    return run(options().terminal(spec().commandLine())).code();
  }

  /** Does the work. */
  protected abstract ExitCode run(Terminal terminal) throws IOException;

  /** The options that every command takes. */
  protected final GlobalOptions options() {
    return (GlobalOptions) spec().root().userObject();
  }

  private CommandSpec spec() {
    CommandSpec present = spec;
    if (present == null) {
      throw new IllegalStateException("picocli injects the command's own specification");
    }
    return present;
  }
}
