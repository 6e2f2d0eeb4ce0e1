package ai.adjutant.tuner;

import ai.adjutant.onnx.encoder.EncoderPrecision;
import ai.adjutant.tuner.export.Exported;
import ai.adjutant.tuner.export.ReaderExport;
import ai.adjutant.tuner.export.TrainedWeights;
import ai.adjutant.tuner.model.Scores;
import ai.adjutant.tuner.reader.ReaderSettings;
import ai.adjutant.tuner.reader.ReaderTrial;
import ai.adjutant.tuner.torch.Torch;
import ai.adjutant.tuner.weights.SafetensorsFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Makes of trained weights what is served. */
@Command(
    name = "export",
    description = {
      "Makes of a trained reader what is served: its graph in bytes.",
      "Refused where the graph does not give what the trainer gives, or bytes lose too much."
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  private static final double MEGABYTE = 1e6;
  private static final int SEED = 17;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "FILE",
      description = "Weights of a run: best.safetensors.")
  private Path from = Path.of("");

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FOLDER",
      description = "The reader's folder, which is replaced as a whole.")
  private Path to = Path.of("");

  @Option(
      names = "--held-out",
      required = true,
      paramLabel = "FILE",
      description = "Triples that both forms are measured by.")
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
    checkRows(spec, rows);
    TrainedWeights weights = TrainedWeights.of(SafetensorsFile.open(from));
    Torch torch = Torch.start(tune.libraries());
    try (ReaderTrial trial = new ReaderTrial(ReaderSettings.measuring(heldOut), rows, SEED)) {
      print(
          spec.commandLine().getOut(),
          to,
          new ReaderExport(torch, trial, precision(exact)).export(weights, to));
    }
    return 0;
  }

  /** Refuses to measure by no rows. */
  static void checkRows(CommandSpec spec, int rows) {
    if (rows < 1) {
      throw new ParameterException(spec.commandLine(), "--rows is " + rows + ", at least 1");
    }
  }

  /** In what numbers a graph is served. */
  static EncoderPrecision precision(boolean exact) {
    return exact ? EncoderPrecision.FLOATS : EncoderPrecision.BYTES;
  }

  /** Says what was exported. */
  static void print(PrintWriter out, Path folder, Exported exported) {
    out.printf(
        Locale.ROOT,
        "%s: %.1f MB; in floats off by %.1g from the trainer%nin floats %s%nas served %s%n",
        folder,
        exported.size() / MEGABYTE,
        exported.off(),
        text(exported.floats()),
        text(exported.served()));
  }

  private static String text(Scores scores) {
    StringBuilder line = new StringBuilder();
    scores
        .values()
        .forEach(
            (name, value) -> line.append(String.format(Locale.ROOT, "%s %.4f  ", name, value)));
    return line.toString().strip();
  }
}
