package ai.adjutant.tuner;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.error.Kind;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program {@code ./adjutant tune}. */
@Command(
    name = "tune",
    description = "Trains small models on this machine.",
    mixinStandardHelpOptions = true,
    subcommands = {
      DataCommand.class,
      ReaderCommand.class,
      EncoderCommand.class,
      ExportCommand.class,
      EncoderExportCommand.class
    })
public final class TuneMain {
  /** The codes of the command line: input refused, not available, our own fault. */
  private static final int REFUSED = 3;

  private static final int UNAVAILABLE = 5;
  private static final int OUR_FAULT = 70;

  /** Kept, so that its level is not forgotten. */
  private static final Logger DJL = Logger.getLogger("ai.djl");

  @Option(
      names = "--libraries",
      paramLabel = "FOLDER",
      defaultValue = "tuner-libraries",
      scope = CommandLine.ScopeType.INHERIT,
      description = "Where PyTorch and the first weights are unpacked, some 570 MB.")
  private Path libraries = Path.of("");

  @Option(
      names = "--shipped-reader",
      paramLabel = "FOLDER",
      defaultValue = "models/reader",
      scope = CommandLine.ScopeType.INHERIT,
      hidden = true,
      description = "The reader that comes with the program; the launcher knows where.")
  private Path shippedReader = Path.of("");

  TuneMain() {}

  /** The folder of the reader that comes with the program. */
  Path shippedReader() {
    return shippedReader;
  }

  /** Where PyTorch and the first weights are unpacked. */
  Path libraries() {
    return libraries;
  }

  /** Runs a command and ends the process. */
  public static void main(String[] arguments) {
    DJL.setLevel(Level.SEVERE); // it announces its threads and looks for graphics cards
    System.exit(run(System.out, System.err, arguments));
  }

  /** Runs a command; returns what the process ends with. */
  static int run(PrintStream out, PrintStream err, String... arguments) {
    CommandLine line = new CommandLine(new TuneMain());
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOverwrittenOptionsAllowed(true); // the launcher names a folder, the user may another
    line.setExecutionExceptionHandler((failure, command, parsed) -> {
      if (failure instanceof AdjutantException known) {
        command.getErr().println("adjutant: " + known.getMessage());
        return code(known.reason().kind());
      }
      command.getErr().println("adjutant: this is a fault of the program; please report it");
      failure.printStackTrace(command.getErr());
      return OUR_FAULT;
    });
    return line.execute(arguments);
  }

  private static int code(Kind kind) {
    return switch (kind) {
      case INTERNAL -> OUR_FAULT;
      case RESOURCE_EXHAUSTED, UNAVAILABLE, CANCELLED, ABORTED, DEADLINE_EXCEEDED -> UNAVAILABLE;
      case INVALID_ARGUMENT,
          NOT_FOUND,
          ALREADY_EXISTS,
          FAILED_PRECONDITION,
          UNAUTHENTICATED,
          PERMISSION_DENIED ->
          REFUSED;
    };
  }
}
