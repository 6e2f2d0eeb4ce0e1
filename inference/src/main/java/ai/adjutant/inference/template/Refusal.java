package ai.adjutant.inference.template;

/** What {@code raise_exception} of a template throws; only within a rendering. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private Refusal(String message) {
    super(message);
  }

  /** The function that templates call; the engine demands that it is public and static. */
  public static String raise(String message) {
    throw new Refusal(message);
  }

  /** A template asks for what there is not. */
  static final class Unknown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unknown(String message) {
      super(message);
    }
  }
}
