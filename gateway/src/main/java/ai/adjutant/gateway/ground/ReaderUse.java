package ai.adjutant.gateway.ground;

/**
 * States how a reader took part in a check.
 *
 * @param outcome what came of it
 * @param message why its readings did not count, for people; empty where they did, and where none
 *     were needed
 * @param pairs how many pairs of a sentence and a passage were read
 * @param model its name; empty where none was asked
 */
public record ReaderUse(Outcome outcome, String message, int pairs, String model) {
  /** States what came of asking a reader. */
  public enum Outcome {
    /** The rules could decide alone. */
    NOT_NEEDED,
    /** Its readings counted. */
    READ,
    /** It is turned off. */
    TURNED_OFF,
    /** It does not know the language of the passages. */
    OTHER_LANGUAGE,
    /** It was late, is not there, or failed; the rules decided alone. */
    FAILED
  }

  /** Nothing was asked. */
  public static final ReaderUse NOT_NEEDED = new ReaderUse(Outcome.NOT_NEEDED, "", 0, "");

  /** Returns what came of this check and another together: where one failed, they failed. */
  public ReaderUse and(ReaderUse other) {
    ReaderUse worse = outcome.compareTo(other.outcome) >= 0 ? this : other;
    String named = model.isEmpty() ? other.model : model;
    if (worse.outcome == Outcome.NOT_NEEDED || worse.outcome == Outcome.READ) {
      return new ReaderUse(worse.outcome, "", pairs + other.pairs, named);
    }
    return worse;
  }

  static ReaderUse without(Outcome outcome, String message) {
    return new ReaderUse(outcome, message, 0, "");
  }
}
