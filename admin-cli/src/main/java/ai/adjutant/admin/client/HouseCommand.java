package ai.adjutant.admin.client;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that speaks to the house; an interrupt cancels its calls. */
@Command
public abstract class HouseCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public final Integer call() throws IOException {
    GlobalOptions options = options();
    try (House house = new House(options.server())) {
      Thread interrupt = new Thread(house::interrupt, "cancel-calls");
      Runtime.getRuntime().addShutdownHook(interrupt);
      try {
        return run(house, options.terminal(spec().commandLine())).code();
      } catch (StatusRuntimeException e) {
        if (house.interrupted()) {
          throw new CommandFailure(ExitCode.INTERRUPTED, "interrupted");
        }
        throw e;
      } finally {
        forget(interrupt);
      }
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending; the hook has its work still to do.
      return;
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
