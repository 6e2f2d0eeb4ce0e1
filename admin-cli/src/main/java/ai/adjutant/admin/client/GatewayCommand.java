package ai.adjutant.admin.client;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import picocli.CommandLine.Command;

/** A command that speaks to the gateway; an interrupt cancels its calls. */
@Command
public abstract class GatewayCommand extends TerminalCommand {
  @Override
  protected final ExitCode run(Terminal terminal) throws IOException {
    Connection connection = options().connection();
    try (GatewayClient gateway = new GatewayClient(connection)) {
      Thread interrupt = new Thread(gateway::interrupt, "cancel-calls");
      Runtime.getRuntime().addShutdownHook(interrupt);
      try {
        return run(gateway, terminal);
      } catch (StatusRuntimeException e) {
        if (gateway.interrupted()) {
          throw new CommandFailure(ExitCode.INTERRUPTED, "interrupted");
        }
        throw connection.explain(e).<RuntimeException>map(tls -> tls).orElse(e);
      } finally {
        forget(interrupt);
      }
    }
  }

  /** Does the work. */
  protected abstract ExitCode run(GatewayClient gateway, Terminal terminal) throws IOException;

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending; the hook has its work still to do.
      return;
    }
  }
}
