package ai.adjutant.admin.model;

import ai.adjutant.admin.client.House;
import ai.adjutant.admin.client.HouseCommand;
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
final class UnloadCommand extends HouseCommand {
  @Parameters(paramLabel = "MODEL", description = "Name of the model.")
  private String model = "";

  @Override
  protected ExitCode run(House house, Terminal terminal) {
    UnloadModelRequest request =
        UnloadModelRequest.newBuilder().setName(Names.model(model)).build();
    ModelView.show(
        terminal, house.retrying(() -> house.modelChanges().unloadModel(request)).getModel());
    return ExitCode.DONE;
  }
}
