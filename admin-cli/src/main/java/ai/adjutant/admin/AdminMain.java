package ai.adjutant.admin;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.Complaint;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Failures;
import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.transport.Statuses;
import io.grpc.StatusRuntimeException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Entry of the command line. */
public final class AdminMain {
  /** Held, since java.util.logging forgets loggers that nobody holds. */
  private static final Logger ROOT = Logger.getLogger("");

  private AdminMain() {}

  /** Runs one command and exits. */
  public static void main(String[] args) {
    ROOT.setLevel(Level.SEVERE);
    PrintWriter out = utf8(FileDescriptor.out);
    PrintWriter err = utf8(FileDescriptor.err);
    boolean interactive = System.console() != null && System.console().isTerminal();
    int exit = run(args, System.in, out, err, interactive);
    out.flush();
    err.flush();
    System.exit(exit);
  }

  /** Runs one command; what {@link #main} does without ending the process. */
  public static int run(
      String[] args, InputStream in, PrintWriter out, PrintWriter err, boolean interactive) {
    CommandLine commands = new CommandLine(new AdjutantCommand(in, interactive));
    Subcommand.addTo(commands, List.of(args));
    commands.setOut(out).setErr(err);
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setExecutionExceptionHandler(AdminMain::explain);
    commands.setParameterExceptionHandler((e, arguments) -> wrongUsage(e, arguments, err));
    if (args.length == 0) {
      commands.usage(out);
      return ExitCode.WRONG_USAGE.code();
    }
    return commands.execute(args);
  }

  private static PrintWriter utf8(FileDescriptor descriptor) {
    return new PrintWriter(
        new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8),
        false,
        StandardCharsets.UTF_8);
  }

  private static int wrongUsage(ParameterException failure, String[] arguments, PrintWriter err) {
    // Picocli marks some of its messages, and only some, as errors.
    String message = String.valueOf(failure.getMessage()).replaceFirst("^Error: ", "");
    Complaint complaint = new Complaint(ExitCode.WRONG_USAGE, message);
    if (List.of(arguments).contains("--json")) {
      complaint.printJson(err);
      return complaint.exit().code();
    }
    complaint.print(err);
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(failure, err)) {
      err.println(
          "'" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help' shows how.");
    }
    return complaint.exit().code();
  }

  private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
    Complaint complaint = complaint(failure, root(parsed).server());
    if (root(parsed).json()) {
      complaint.printJson(command.getErr());
    } else {
      complaint.print(command.getErr());
    }
    return complaint.exit().code();
  }

  private static Complaint complaint(Exception failure, String server) {
    return switch (failure) {
      case CommandFailure known -> new Complaint(known.exit(), String.valueOf(known.getMessage()));
      case AdjutantException ours ->
          new Complaint(
              Failures.exit(Statuses.of(ours).getStatus().getCode()),
              Optional.of(ours.reason().name()),
              ours.getMessage());
      case StatusRuntimeException remote -> Failures.complaint(remote, server);
      case NoSuchFileException missing ->
          new Complaint(ExitCode.NOT_FOUND, missing.getFile() + " does not exist");
      case IOException io -> new Complaint(ExitCode.INPUT_REFUSED, String.valueOf(io.getMessage()));
      default -> new Complaint(ExitCode.BUG, "failed by a fault of its own; " + report(failure));
    };
  }

  private static AdjutantCommand root(ParseResult parsed) {
    CommandLine root = parsed.commandSpec().root().commandLine();
    return (AdjutantCommand) root.getCommandSpec().userObject();
  }

  private static String report(Exception failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    try {
      Path file = Files.createTempFile("adjutant-", ".report");
      Files.writeString(file, trace.toString());
      return "please send the report " + file;
    } catch (IOException e) {
      return "its report could not be written: " + trace;
    }
  }
}
