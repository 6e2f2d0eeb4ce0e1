package ai.adjutant.admin.client;

import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that speaks to the house. */
@Command
public abstract class HouseCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public final Integer call() throws IOException {
    GlobalOptions options = options();
    try (House house = new House(options.server())) {
      return run(house, options.terminal(spec().commandLine())).code();
    }
  }

  /** Does the work. */
  protected abstract ExitCode run(House house, Terminal terminal) throws IOException;

  /** What every command may be told. */
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
