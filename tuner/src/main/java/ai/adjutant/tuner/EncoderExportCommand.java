package ai.adjutant.tuner;

import ai.adjutant.tuner.bert.ShippedWeights;
import ai.adjutant.tuner.export.EncoderExport;
import ai.adjutant.tuner.export.EncoderTrial;
import ai.adjutant.tuner.export.TrainedWeights;
import ai.adjutant.tuner.torch.Torch;
import ai.adjutant.tuner.weights.SafetensorsFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Makes of an encoder's weights what embeds texts. */
@Command(
    name = "export-encoder",
    description = {
      "Makes of an encoder's weights what embeds texts: its graph in bytes.",
      "Refused where the graph does not give what the trainer gives, or bytes find less."
    },
    mixinStandardHelpOptions = true)
final class EncoderExportCommand implements Callable<Integer> {
  private static final int SEED = 17;

  /** Longest row of the encoder in tokens. */
  private static final int LENGTH = 512;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Weights in safetensors, of a run (default: those that the tuner brings).")
  private Optional<Path> from = Optional.empty();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FOLDER",
      description = "The encoder's folder, which is replaced as a whole.")
  private Path to = Path.of("");

  @Option(
      names = "--held-out",
      required = true,
      paramLabel = "FILE",
      description = "Triples that both forms are measured by: questions find their passages.")
  private Path heldOut = Path.of("");

  @Option(
      names = "--rows",
      defaultValue = "2000",
      paramLabel = "COUNT",
      description = "How many of them (default: ${DEFAULT-VALUE}).")
  private int rows;

  @Option(names = "--fp32", description = "Serve 32-bit floats: four times the size, exact.")
  private boolean exact;

  @Spec private CommandSpec spec = CommandSpec.create();

  @ParentCommand private TuneMain tune = new TuneMain();

  @Override
  public Integer call() {
    ExportCommand.checkRows(spec, rows);
    TrainedWeights weights =
        from.map(file -> TrainedWeights.of(SafetensorsFile.open(file)))
            .orElseGet(() ->
                new TrainedWeights(
                    ShippedWeights.open(tune.libraries()), Map.of(), Optional.empty()));
    Torch torch = Torch.start(tune.libraries());
    EncoderTrial trial = new EncoderTrial(heldOut, rows, LENGTH, SEED);
    EncoderExport export = new EncoderExport(torch, trial, ExportCommand.precision(exact));
    ExportCommand.print(spec.commandLine().getOut(), to, export.export(weights, to));
    return 0;
  }
}
