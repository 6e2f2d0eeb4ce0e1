package ai.adjutant.chassis.settings;

/**
 * Something that keeps the settings from being used.
 *
 * @param message names the setting, what is wrong and what would be right
 */
public record Problem(Origin origin, String message) {
  private static final int SHOWN_MAX = 60;

  /** The problem in one line, its place first. */
  @Override
  public String toString() {
    return origin + ": " + message;
  }

  /** What a user wrote, short and without control characters. */
  static String shown(String text) {
    String plain = text.replaceAll("\\p{C}", "?");
    return plain.length() <= SHOWN_MAX ? plain : plain.substring(0, SHOWN_MAX) + "…";
  }
}
