package ai.adjutant.standalone;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.logging.LoggingSettings;
import ai.adjutant.chassis.logging.ServiceLog;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import picocli.CommandLine;

/** Entry of service processes. */
public final class StandaloneMain {
  private StandaloneMain() {}

  /** Runs {@code serve} until the process is told to stop. */
  public static void main(String[] args) {
    try {
      ServiceLog.install(LoggingSettings.ofProcess(), new FileOutputStream(FileDescriptor.err));
    } catch (AdjutantException e) {
      System.err.println("adjutant: " + e.getMessage());
      System.exit(3);
    }
    CommandLine commands = new CommandLine(new ServeCommand());
    commands.setCommandName("adjutant serve");
    int exit = commands.execute(args);
    System.exit(exit);
  }
}
