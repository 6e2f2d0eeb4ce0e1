package ai.adjutant.tuner;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.tuner.encoder.OwnTriples;
import ai.adjutant.tuner.triples.TriplesReason;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a reader's examples of an organisation's questions. */
@Command(
    name = "questions",
    description = {
      "Makes a reader's examples of your own questions: triples to learn from, and held-out ones.",
      "What is held out is what 'tune encoder' holds out with the same seed."
    },
    mixinStandardHelpOptions = true)
final class OwnDataCommand implements Callable<Integer> {
  @Option(
      names = "--questions",
      required = true,
      paramLabel = "FILE",
      description = "Questions with the names of their documents; may be given several times.")
  private List<Path> questions = List.of();

  @Option(
      names = "--passages",
      required = true,
      paramLabel = "FILE",
      description = "A corpus' passages, as './adjutant corpus chunks' writes them.")
  private List<Path> passages = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Triples to learn from.")
  private Path out = Path.of("");

  @Option(
      names = "--held-out-out",
      required = true,
      paramLabel = "FILE",
      description = "Triples to measure by.")
  private Path heldOut = Path.of("");

  @Option(
      names = "--held-out-share",
      paramLabel = "SHARE",
      defaultValue = "0.5",
      description = "Share of the questions that are held out (default: ${DEFAULT-VALUE}).")
  private double share;

  @Option(
      names = "--seed",
      defaultValue = "17",
      paramLabel = "NUMBER",
      description = "Decides which are held out (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (!(share > 0 && share < 1)) {
      throw new ParameterException(
          spec.commandLine(), "--held-out-share is " + share + ", give a share between 0 and 1");
    }
    OwnTriples made = OwnTriples.of(questions, passages, share, seed);
    write(out, made.learnt());
    write(heldOut, made.heldOut());
    PrintWriter print = spec.commandLine().getOut();
    print.printf("%s: %d, %s: %d%n", out, made.learnt().size(), heldOut, made.heldOut().size());
    if (made.unknown() > 0) {
      print.printf("left out, as none of their documents has passages: %d%n", made.unknown());
    }
    return 0;
  }

  private static void write(Path file, List<String> lines) {
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new AdjutantException(
          TriplesReason.EXAMPLES_UNREADABLE,
          file + " can't be written (" + e.getMessage() + ")",
          e);
    }
  }
}
