package ai.adjutant.chassis.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where values may come from; a later source overrides an earlier one.
 *
 * @param file the settings file; empty when there is none
 * @param refusedInFile keys that this file may not set, each with the reason
 * @param environment variables by name
 * @param flags options of the command line
 */
public record SettingsSources(
    Optional<Path> file,
    Map<SettingKey, String> refusedInFile,
    Map<String, String> environment,
    List<Flag> flags) {
  /** Keeps copies, the variables in the order of their names. */
  public SettingsSources {
    refusedInFile = Map.copyOf(refusedInFile);
    environment = new TreeMap<>(environment);
    flags = List.copyOf(flags);
  }

  /** The variables of this process. */
  public static Map<String, String> processEnvironment() {
    return System.getenv();
  }

  /**
   * An option that sets something.
   *
   * @param option as the user types it, such as {@code --threads}
   */
  public record Flag(String option, SettingKey key, String text) {}
}
