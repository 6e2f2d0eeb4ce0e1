package ai.adjutant.admin.model;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.inference.v1.UnloadModelRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code model unload}. */
@Command(
    name = "unload",
    description = "Close a model: its requests end, its memory is given back, its files stay.")
final class UnloadCommand extends GatewayCommand {
  @Parameters(paramLabel = "MODEL", description = "Name of the model.")
  private String model = "";

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) {
    UnloadModelRequest request =
        UnloadModelRequest.newBuilder().setName(Names.model(model)).build();
    ModelView.show(
        terminal, gateway.retrying(() -> gateway.modelChanges().unloadModel(request)).getModel());
    return ExitCode.DONE;
  }
}
