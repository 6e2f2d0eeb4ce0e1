package ai.adjutant.chassis.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a setting, for messages that tell an operator to change one.
 *
 * @param name words joined by dots and hyphens, such as {@code inference.engine.queue-size}
 */
public record SettingKey(String name) {
  /** What the names of all our environment variables begin with. */
  static final String VARIABLE_PREFIX = "ADJUTANT_";

  private static final Pattern FORM =
      Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*(\\.[a-z][a-z0-9]*(-[a-z0-9]+)*)*");

  /** Refuses what is no name of a setting. */
  public SettingKey {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' can't name a setting");
    }
  }

  /** The key of this name. */
  public static SettingKey named(String name) {
    return new SettingKey(name);
  }

  /** The environment variable that sets it. */
  public String variable() {
    return VARIABLE_PREFIX + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** What an operator does to change it; it goes on after "set". */
  public String howToSet() {
    return name + " in adjutant.yaml, or " + variable();
  }

  @Override
  public String toString() {
    return name;
  }
}
