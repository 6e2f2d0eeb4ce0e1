package ai.adjutant.admin.terminal;

/**
 * A command can't go on, by the user's or the world's fault; the message says what, where, how to
 * mend.
 */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exit;

  /** A failure with its exit code. */
  public CommandFailure(ExitCode exit, String message) {
    super(message);
    this.exit = exit;
  }

  /** How the command ends. */
  public ExitCode exit() {
    return exit;
  }
}
