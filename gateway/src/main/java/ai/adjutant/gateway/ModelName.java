package ai.adjutant.gateway;

import java.util.regex.Pattern;

/**
 * Describes the resource name of a model.
 *
 * @param text {@code models/MODEL}, where MODEL has 1 to 128 letters, digits, '.', '_' and '-' and
 *     begins with a letter or digit
 */
public record ModelName(String text) {
  private static final Pattern FORM = Pattern.compile("models/[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  /** Refuses what no model can be named. */
  public ModelName {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("no model's name");
    }
  }

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException when no model can have it
   */
  public static ModelName parse(String text) {
    return new ModelName(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
