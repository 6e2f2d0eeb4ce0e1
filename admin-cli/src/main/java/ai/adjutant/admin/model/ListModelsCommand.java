package ai.adjutant.admin.model;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.terminal.ByteCount;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.inference.v1.Model;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code model list}. */
@Command(name = "list", description = "List models, also those that can't be served.")
final class ListModelsCommand extends GatewayCommand {
  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) {
    List<Model> models = gateway.installedModels();
    if (terminal.json()) {
      ObjectNode result = Terminal.object();
      ArrayNode list = result.putArray("models");
      models.forEach(model -> list.add(ModelView.json(model)));
      terminal.result(result);
      return ExitCode.DONE;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("MODEL", "KIND", "STATE", "WEIGHTS", "SIZE", ""));
    for (Model model : models) {
      rows.add(
          List.of(
              ModelView.id(model),
              ModelView.kind(model),
              ModelView.state(model),
              model.getVariantsCount() == 0 ? "" : model.getVariants(0).getWeights(),
              model.getByteCount() == 0 ? "" : ByteCount.of(model.getByteCount()),
              Terminal.safe(model.getMessage())));
    }
    terminal.table(rows);
    return ExitCode.DONE;
  }
}
