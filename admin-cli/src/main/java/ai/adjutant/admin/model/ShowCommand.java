package ai.adjutant.admin.model;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.inference.v1.GetModelRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code model show}. */
@Command(name = "show", description = "Show one model: its graphs, its memory, its limits.")
final class ShowCommand extends GatewayCommand {
  @Parameters(paramLabel = "MODEL", description = "Name of the model.")
  private String model = "";

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) {
    GetModelRequest request = GetModelRequest.newBuilder().setName(Names.model(model)).build();
    ModelView.show(terminal, gateway.retrying(() -> gateway.models().getModel(request)).getModel());
    return ExitCode.DONE;
  }
}
