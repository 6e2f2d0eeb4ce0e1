package ai.adjutant.admin.model;

import picocli.CommandLine.Command;

/** {@code model}. */
@Command(
    name = "model",
    description = "Show what inference can run, bring models in, load and unload them.",
    subcommands = {
      ListModelsCommand.class,
      ShowCommand.class,
      LoadModelCommand.class,
      UnloadCommand.class,
      ImportCommand.class,
      PullCommand.class,
      SynthCommand.class
    })
public final class ModelCommand {}
