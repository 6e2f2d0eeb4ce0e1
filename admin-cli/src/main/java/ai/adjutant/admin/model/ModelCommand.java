package ai.adjutant.admin.model;

import ai.adjutant.admin.client.House;
import ai.adjutant.admin.client.HouseCommand;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.inference.v1.GetModelRequest;
import ai.adjutant.inference.v1.ListModelsRequest;
import ai.adjutant.inference.v1.Model;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code model}. */
@Command(
    name = "model",
    description = "Show what inference can run.",
    subcommands = {ModelCommand.ListModels.class, ModelCommand.Show.class})
public final class ModelCommand {
  private static String kind(Model model) {
    return model.getKind().name().replaceFirst("^MODEL_KIND_", "").toLowerCase(Locale.ROOT);
  }

  private static String state(Model model) {
    return model.getState().name().replaceFirst("^MODEL_STATE_", "").toLowerCase(Locale.ROOT);
  }

  private static ObjectNode json(Model model) {
    return Terminal.object()
        .put("name", model.getName().replaceFirst("^models/", ""))
        .put("kind", kind(model))
        .put("state", state(model))
        .put("digest", model.getDigest())
        .put("context_length", model.getContextLength())
        .put("dimensions", model.getDimensions())
        .put("bytes", model.getByteCount())
        .put("message", model.getMessage());
  }

  /** {@code model list}. */
  @Command(name = "list", description = "List models, also those that can't be served.")
  static final class ListModels extends HouseCommand {
    @Override
    protected ExitCode run(House house, Terminal terminal) {
      List<Model> models =
          house
              .retrying(() -> house.models().listModels(ListModelsRequest.getDefaultInstance()))
              .getModelsList();
      if (terminal.json()) {
        ObjectNode result = Terminal.object();
        ArrayNode list = result.putArray("models");
        models.forEach(model -> list.add(json(model)));
        terminal.result(result);
        return ExitCode.DONE;
      }
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("MODEL", "KIND", "STATE", ""));
      for (Model model : models) {
        rows.add(
            List.of(
                model.getName().replaceFirst("^models/", ""),
                kind(model),
                state(model),
                model.getMessage()));
      }
      terminal.table(rows);
      return ExitCode.DONE;
    }
  }

  /** {@code model show}. */
  @Command(name = "show", description = "Show one model.")
  static final class Show extends HouseCommand {
    @Parameters(paramLabel = "MODEL", description = "Name of the model.")
    private String model = "";

    @Override
    protected ExitCode run(House house, Terminal terminal) {
      Model found =
          house
              .retrying(() ->
                  house
                      .models()
                      .getModel(GetModelRequest.newBuilder().setName("models/" + model).build()))
              .getModel();
      if (terminal.json()) {
        terminal.result(json(found));
      } else {
        json(found)
            .properties()
            .forEach(field -> terminal.line("%-15s %s", field.getKey(), field.getValue().asText()));
      }
      return ExitCode.DONE;
    }
  }
}
