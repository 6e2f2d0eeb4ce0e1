package ai.adjutant.tuner;

import ai.adjutant.chassis.settings.SettingKey;
import ai.adjutant.chassis.settings.SettingsSources.Flag;
import ai.adjutant.statistics.Interval;
import ai.adjutant.tuner.config.Recipe;
import ai.adjutant.tuner.config.TrainSettings;
import ai.adjutant.tuner.encoder.Comparison;
import ai.adjutant.tuner.encoder.EncoderSettings;
import ai.adjutant.tuner.encoder.EncoderTask;
import ai.adjutant.tuner.export.EncoderExport;
import ai.adjutant.tuner.export.EncoderTrial;
import ai.adjutant.tuner.export.TrainedWeights;
import ai.adjutant.tuner.torch.Torch;
import ai.adjutant.tuner.train.DryRun;
import ai.adjutant.tuner.weights.SafetensorsFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Trains the encoder on an organisation's questions; exports it where it got better. */
@Command(
    name = "encoder",
    description = {
      "Trains the encoder on your own questions; goes on where it was interrupted.",
      "Half of the questions are held out. Where they find their documents better than before, the"
          + " encoder is written; otherwise nothing is, and it says what was seen."
    },
    mixinStandardHelpOptions = true)
final class EncoderCommand implements Callable<Integer> {
  /** Longest row of the encoder in tokens. */
  private static final int LENGTH = 512;

  /** What bytes may lose on questions of which there are few: a fiftieth. */
  private static final double LOST_MAX = 0.02;

  /** What a run without a configuration file has. */
  private static final Map<String, String> DEFAULTS = defaults();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The recipe; else defaults that suit some hundred questions.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--settings",
      description = "Only prints every setting with its default and what it decides.")
  private boolean settings;

  @Option(
      names = "--questions",
      paramLabel = "FILE",
      description = "Questions with the names of their documents; may be given several times.")
  private List<Path> questions = List.of();

  @Option(
      names = "--passages",
      paramLabel = "FILE",
      description =
          "A corpus' passages, as './adjutant corpus chunks' writes them; several for several"
              + " corpora.")
  private List<Path> passages = List.of();

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      description = "The encoder's folder, which is replaced as a whole where it got better.")
  private Optional<Path> to = Optional.empty();

  @Option(
      names = "--probability",
      paramLabel = "SHARE",
      defaultValue = "0.95",
      description =
          "How sure it must be that it got better, from 0.5 to 1 (default: ${DEFAULT-VALUE}).")
  private double probability;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Where checkpoints go; overrides train.output (default: FOLDER.run).")
  private Optional<Path> output = Optional.empty();

  @Option(names = "--fp32", description = "Serve 32-bit floats: four times the size, exact.")
  private boolean exact;

  @Option(
      names = "--trained",
      paramLabel = "FILE",
      description = "Trains nothing: only compares these weights, and writes them where better.")
  private Optional<Path> trained = Optional.empty();

  @Option(
      names = "--dry-run",
      description = "Only says how long it will take, and how much memory.")
  private boolean dryRun;

  @Option(
      names = "--dry-run-steps",
      defaultValue = "5",
      paramLabel = "STEPS",
      description = "Steps that a dry run tries.")
  private int dryRunSteps;

  @Spec private CommandSpec spec = CommandSpec.create();

  @ParentCommand private TuneMain tune = new TuneMain();

  private static Map<String, String> defaults() {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("train.steps", "80");
    defaults.put("train.batch-size", "16");
    defaults.put("train.report-every", "10");
    defaults.put("train.checkpoint-every", "20");
    defaults.put("evaluation.every", "20");
    defaults.put("evaluation.batch-size", "65536");
    defaults.put("rate.peak", "0.00004");
    defaults.put("rate.warm-up-steps", "10");
    defaults.put(
        "rate.factors",
        "embeddings=0,encoder.layer.0.=0,encoder.layer.1.=0,encoder.layer.2.=0,"
            + "encoder.layer.3.=0,encoder.layer.4.=0,encoder.layer.5.=0");
    return defaults;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (settings) {
      out.print(Recipe.reference(List.of(EncoderSettings.class)));
      out.flush();
      return 0;
    }
    Path folder = to.orElseThrow(() -> refused("--to FOLDER says where the encoder goes"));
    if (config.isEmpty() && (questions.isEmpty() || passages.isEmpty())) {
      throw refused("give --questions and --passages, or a recipe with --config");
    }
    if (!(probability >= 0.5 && probability <= 1)) {
      throw refused("--probability is " + probability + ", give 0.5 to 1");
    }
    Recipe recipe = Recipe.read(config, List.of(EncoderSettings.class), flags(folder));
    TrainSettings train = recipe.get(TrainSettings.class);
    Torch torch = Torch.start(tune.libraries());
    try (EncoderTask task =
        EncoderTask.open(recipe.get(EncoderSettings.class), tune.libraries(), train.seed())) {
      task.notes().forEach(out::println);
      if (dryRun) {
        TrainingRun.print(out, DryRun.forecast(torch, task, recipe, dryRunSteps));
      } else {
        Path best = trained.orElseGet(() -> TrainingRun.train(out, torch, task, recipe));
        decide(out, torch, task, TrainedWeights.of(SafetensorsFile.open(best)), folder);
      }
    }
    return 0;
  }

  private ParameterException refused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private List<Flag> flags(Path folder) {
    List<Flag> flags = new ArrayList<>();
    if (config.isEmpty()) {
      DEFAULTS.forEach((key, text) -> flags.add(new Flag("--config", SettingKey.named(key), text)));
      if (output.isEmpty()) {
        flags.add(flag("--output", "train.output", List.of(Path.of(folder + ".run"))));
      }
    }
    output.ifPresent(path -> flags.add(flag("--output", "train.output", List.of(path))));
    if (!questions.isEmpty()) {
      flags.add(flag("--questions", "encoder.questions", questions));
    }
    if (!passages.isEmpty()) {
      flags.add(flag("--passages", "encoder.passages", passages));
    }
    return flags;
  }

  private static Flag flag(String option, String key, List<Path> paths) {
    return new Flag(
        option,
        SettingKey.named(key),
        paths.stream()
            .map(path -> path.toAbsolutePath().toString())
            .collect(Collectors.joining(",")));
  }

  private void decide(
      PrintWriter out, Torch torch, EncoderTask task, TrainedWeights whole, Path folder) {
    Comparison.Chosen chosen = task.choose(torch, whole.source());
    out.printf(
        Locale.ROOT,
        "%.0f %% of what was learnt is kept (%.4f on the questions that choose); comparing on those"
            + " that were held out ...%n",
        100 * chosen.share(),
        chosen.score());
    TrainedWeights best = mixed(whole, chosen);
    Comparison comparison = task.comparison();
    Comparison.Verdict verdict =
        Comparison.judge(
            comparison.measure(torch, task.weights()), comparison.measure(torch, best.source()));
    print(out, verdict);
    if (!verdict.better(probability)) {
      out.printf(
          Locale.ROOT,
          "kept as it was: a rise is certain to %.3f, %.3f was asked for%n%s was not written%n",
          verdict.probability(),
          probability,
          folder);
      return;
    }
    EncoderTrial trial = new EncoderTrial(task.pairs(), LENGTH);
    ExportCommand.print(
        out,
        folder,
        new EncoderExport(torch, trial, ExportCommand.precision(exact), LOST_MAX)
            .export(best, folder));
    out.printf(
        "to serve it: './adjutant model import %s --name NAME', set inference.embed.encoder to"
            + " NAME, start anew, then './adjutant corpus reindex' for each corpus%n",
        folder);
  }

  private static TrainedWeights mixed(TrainedWeights whole, Comparison.Chosen chosen) {
    Map<String, String> metadata = new TreeMap<>(whole.metadata());
    metadata.put("share-of-what-was-learnt", Double.toString(chosen.share()));
    return new TrainedWeights(chosen.weights(), metadata, whole.written());
  }

  private static void print(PrintWriter out, Comparison.Verdict verdict) {
    out.printf("%d held-out questions, before and after:%n", verdict.questions());
    print(out, "document among the first ten", verdict.hits());
    print(out, "mean reciprocal rank", verdict.reciprocal());
    verdict
        .general()
        .ifPresentOrElse(
            change -> print(out, "general questions, the same", change),
            () -> out.println("old skill was not measured: encoder.held-out gives no triples"));
  }

  private static void print(PrintWriter out, String what, Comparison.Change change) {
    Interval difference = change.difference();
    out.printf(
        Locale.ROOT,
        "  %-30s %.3f  %.3f  difference %+.3f [%+.3f, %+.3f]%n",
        what,
        change.before(),
        change.after(),
        difference.mean(),
        difference.low(),
        difference.high());
  }
}
