package ai.adjutant.admin;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import picocli.CommandLine.Command;

/**
 * Commands that the launcher runs with other jars. They are here for the list of commands and for
 * completion; they run here only where somebody starts this jar without the launcher.
 */
final class LaunchedCommands {
  private LaunchedCommands() {}

  private static CommandFailure notHere(String command) {
    return new CommandFailure(
        ExitCode.WRONG_USAGE,
        "'"
            + command
            + "' runs in a jar of its own; use the launcher, with the command first: ./adjutant "
            + command);
  }

  /** {@code serve}. */
  @Command(name = "serve", description = "Start the services: all in one process, or one alone.")
  static final class Serve implements Runnable {
    @Override
    public void run() {
      throw notHere("serve");
    }
  }

  /** {@code config}. */
  @Command(
      name = "config",
      description = "Show and check the settings of the services, without starting them.")
  static final class Config implements Runnable {
    @Override
    public void run() {
      throw notHere("config");
    }
  }

  /** {@code tune}. */
  @Command(name = "tune", description = "Train small models on this machine.")
  static final class Tune implements Runnable {
    @Override
    public void run() {
      throw notHere("tune");
    }
  }
}
