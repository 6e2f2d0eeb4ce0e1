package ai.adjutant.admin.terminal;

/** How a command ends; part of the contract with scripts. */
public enum ExitCode {
  /** Done. */
  DONE(0),
  /** The check said no. */
  CHECK_SAID_NO(1),
  /** Wrong usage. */
  WRONG_USAGE(2),
  /** Input refused, or it exists already. */
  INPUT_REFUSED(3),
  /** Not found. */
  NOT_FOUND(4),
  /** Service unreachable, overloaded, or past its deadline. */
  NOT_AVAILABLE(5),
  /** Not allowed. */
  NOT_ALLOWED(6),
  /** Done in part. */
  DONE_IN_PART(7),
  /** Our own fault. */
  BUG(70),
  /** Interrupted. */
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The process' exit status. */
  public int code() {
    return code;
  }
}
