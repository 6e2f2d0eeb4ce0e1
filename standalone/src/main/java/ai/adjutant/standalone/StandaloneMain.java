package ai.adjutant.standalone;

import picocli.CommandLine;

/** Entry of service processes. */
public final class StandaloneMain {
  private StandaloneMain() {}

  /** Runs {@code serve} until the process is told to stop. */
  public static void main(String[] args) {
    CommandLine commands = new CommandLine(new ServeCommand());
    commands.setCommandName("adjutant serve");
    int exit = commands.execute(args);
    System.exit(exit);
  }
}
