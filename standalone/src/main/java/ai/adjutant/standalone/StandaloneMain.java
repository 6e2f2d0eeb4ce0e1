package ai.adjutant.standalone;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Entry of service processes. */
public final class StandaloneMain {
  private static final Logger log = LoggerFactory.getLogger(StandaloneMain.class);
  private static final int EXIT_BUG = 70;

  private StandaloneMain() {}

  /** Runs {@code serve} until the process is asked to stop. */
  public static void main(String[] args) {
    CommandLine commands = new CommandLine(new ServeCommand());
    commands.setCommandName("adjutant serve");
    commands.setExecutionExceptionHandler((failure, command, parsed) -> {
      log.error("serve failed", failure);
      // Services may be running still; shutdown hooks would release what they use.
      Runtime.getRuntime().halt(EXIT_BUG);
      return EXIT_BUG;
    });
    int exit = commands.execute(args);
    System.exit(exit); // nothing runs any more, so hooks may
  }
}
