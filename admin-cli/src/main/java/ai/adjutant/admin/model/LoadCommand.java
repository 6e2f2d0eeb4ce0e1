package ai.adjutant.admin.model;

import ai.adjutant.admin.client.House;
import ai.adjutant.admin.client.HouseCommand;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.inference.v1.LoadModelRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code model load}. */
@Command(name = "load", description = "Open a model that lies in the models folder.")
final class LoadCommand extends HouseCommand {
  @Parameters(paramLabel = "MODEL", description = "Name of the model.")
  private String model = "";

  @Override
  protected ExitCode run(House house, Terminal terminal) {
    LoadModelRequest request = LoadModelRequest.newBuilder().setName(Names.model(model)).build();
    ModelView.show(
        terminal, house.retrying(() -> house.modelChanges().loadModel(request)).getModel());
    return ExitCode.DONE;
  }
}
