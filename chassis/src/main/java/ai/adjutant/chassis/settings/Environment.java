package ai.adjutant.chassis.settings;

import java.util.Optional;

/** Variables that a user may set for a command. */
public final class Environment {
  private Environment() {}

  /** Returns a variable's value; empty where it is not set or blank. */
  public static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }
}
