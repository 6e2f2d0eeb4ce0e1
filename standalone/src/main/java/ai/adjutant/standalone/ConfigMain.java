package ai.adjutant.standalone;

import picocli.CommandLine;

/** Entry of {@code adjutant config}. */
public final class ConfigMain {
  private ConfigMain() {}

  /** Runs one command and exits. */
  public static void main(String[] args) {
    CommandLine commands = new CommandLine(new ConfigCommand());
    commands.setCommandName("adjutant config");
    System.exit(commands.execute(args));
  }
}
