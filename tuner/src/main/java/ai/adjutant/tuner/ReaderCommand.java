package ai.adjutant.tuner;

import ai.adjutant.chassis.settings.SettingKey;
import ai.adjutant.chassis.settings.SettingsSources.Flag;
import ai.adjutant.tuner.config.Recipe;
import ai.adjutant.tuner.config.TrainSettings;
import ai.adjutant.tuner.reader.ReaderSettings;
import ai.adjutant.tuner.reader.ReaderTask;
import ai.adjutant.tuner.torch.Torch;
import ai.adjutant.tuner.train.DryRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Trains a reader, or says what that would take. */
@Command(
    name = "reader",
    description = "Trains a reader of questions and passages; goes on where it was interrupted.",
    mixinStandardHelpOptions = true)
final class ReaderCommand implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

  /** Either what to train, or what can be said about it. */
  private static final class Source {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The recipe.")
    private Path config = Path.of("");

    @Option(
        names = "--settings",
        required = true,
        description = "Only prints every setting with its default and what it decides.")
    private boolean settings;
  }

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Where the result goes; overrides train.output.")
  private Optional<Path> output = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  @ParentCommand private TuneMain tune = new TuneMain();

  @Option(
      names = "--from",
      paramLabel = "shipped|FILE|FOLDER",
      description =
          "What to go on from: the reader that comes with the program, a run's best.safetensors, or"
              + " an exported reader; overrides reader.from.")
  private Optional<String> from = Optional.empty();

  @Option(
      names = "--dry-run",
      description = "Only says how long it will take, and how much memory.")
  private boolean dryRun;

  @Option(
      names = "--dry-run-steps",
      defaultValue = "20",
      paramLabel = "STEPS",
      description = "Steps that a dry run tries.")
  private int dryRunSteps;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (source.settings) {
      out.print(Recipe.reference(List.of(ReaderSettings.class)));
      out.flush();
      return 0;
    }
    List<Flag> flags = new ArrayList<>();
    output.ifPresent(folder ->
        flags.add(
            new Flag(
                "--output", SettingKey.named("train.output"), folder.toAbsolutePath().toString())));
    from.ifPresent(where ->
        flags.add(
            new Flag(
                "--from",
                SettingKey.named("reader.from"),
                (where.equals("shipped") ? tune.shippedReader() : Path.of(where))
                    .toAbsolutePath()
                    .toString())));
    Recipe recipe = Recipe.read(source.config, List.of(ReaderSettings.class), flags);
    TrainSettings train = recipe.get(TrainSettings.class);
    Torch torch = Torch.start(tune.libraries());
    try (ReaderTask task =
        ReaderTask.open(recipe.get(ReaderSettings.class), tune.libraries(), train.seed())) {
      task.notes().forEach(out::println);
      if (dryRun) {
        TrainingRun.print(out, DryRun.forecast(torch, task, recipe, dryRunSteps));
      } else {
        TrainingRun.train(out, torch, task, recipe);
      }
    }
    return 0;
  }
}
