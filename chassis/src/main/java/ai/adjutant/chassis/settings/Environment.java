package ai.adjutant.chassis.settings;

import java.nio.file.Path;
import java.util.Optional;

/** What the environment of a process says: variables that a user may set, and the installation. */
public final class Environment {
  private static final String INSTALLATION = "adjutant.home";

  private Environment() {}

  /** Returns a variable's value; empty where it is not set or blank. */
  public static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }

  /** Returns the folder that the program is installed in; empty where no launcher named one. */
  public static Optional<Path> installation() {
    return Optional.ofNullable(System.getProperty(INSTALLATION))
        .filter(value -> !value.isBlank())
        .map(Path::of);
  }
}
