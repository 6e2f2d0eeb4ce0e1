package ai.adjutant.admin;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Failures;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.transport.Statuses;
import io.grpc.Status;
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
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
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
    commands.setParameterExceptionHandler((e, arguments) -> {
      // Picocli marks some of its messages, and only some, as errors.
      err.println("adjutant: " + String.valueOf(e.getMessage()).replaceFirst("^Error: ", ""));
      if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, err)) {
        err.println(
            "'" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help' shows how.");
      }
      return ExitCode.WRONG_USAGE.code();
    });
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

  private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    switch (failure) {
      case CommandFailure known -> {
        err.println("adjutant: " + Terminal.safe(String.valueOf(known.getMessage())));
        return known.exit().code();
      }
      case AdjutantException ours -> {
        err.println("adjutant: " + Terminal.safe(String.valueOf(ours.getMessage())));
        return Failures.exit(Statuses.of(ours).getStatus().getCode()).code();
      }
      case StatusRuntimeException remote -> {
        err.println("adjutant: " + Terminal.safe(words(remote, parsed)));
        return Failures.exit(remote.getStatus().getCode()).code();
      }
      case NoSuchFileException missing -> {
        err.println("adjutant: " + missing.getFile() + " does not exist");
        return ExitCode.NOT_FOUND.code();
      }
      case IOException io -> {
        err.println("adjutant: " + io.getMessage());
        return ExitCode.INPUT_REFUSED.code();
      }
      default -> {
        err.println("adjutant: failed by a fault of its own; " + report(failure));
        return ExitCode.BUG.code();
      }
    }
  }

  private static String words(StatusRuntimeException failure, ParseResult parsed) {
    Status status = failure.getStatus();
    boolean ours = Statuses.errorInfo(failure).isPresent();
    if (status.getCode() == Status.Code.UNAVAILABLE && !ours && status.getCause() != null) {
      return "no server at "
          + server(parsed)
          + "; start one with './adjutant serve', or name another with --server";
    }
    if (status.getCode() == Status.Code.DEADLINE_EXCEEDED && !ours) {
      return "the server at " + server(parsed) + " did not answer in time; try again later";
    }
    String description = status.getDescription();
    return description == null ? "the server answered " + status.getCode() : description;
  }

  private static String server(ParseResult parsed) {
    CommandLine root = parsed.commandSpec().root().commandLine();
    return ((AdjutantCommand) root.getCommandSpec().userObject()).server();
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
