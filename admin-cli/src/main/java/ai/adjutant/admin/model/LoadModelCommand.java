package ai.adjutant.admin.model;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.inference.v1.LoadModelRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code model load}. */
@Command(name = "load", description = "Open a model that lies in the models folder.")
final class LoadModelCommand extends GatewayCommand {
  @Parameters(paramLabel = "MODEL", description = "Name of the model.")
  private String model = "";

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) {
    LoadModelRequest request = LoadModelRequest.newBuilder().setName(Names.model(model)).build();
    ModelView.show(
        terminal, gateway.retrying(() -> gateway.modelChanges().loadModel(request)).getModel());
    return ExitCode.DONE;
  }
}
