package ai.adjutant.chassis.settings;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where a text was given, as far as its meaning depends on that.
 *
 * @param base the folder that relative paths start from
 * @param environment variables that secrets may name
 * @param secretsAllowed whether a secret itself may be written here
 */
record ParseContext(Path base, Map<String, String> environment, boolean secretsAllowed) {
  /** For defaults and bounds: paths start from where the process runs. */
  static final ParseContext PLAIN = new ParseContext(Path.of(""), Map.of(), false);

  Path resolve(String path) {
    return base.resolve(path);
  }
}
