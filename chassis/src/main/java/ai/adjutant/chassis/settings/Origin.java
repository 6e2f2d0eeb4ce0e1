package ai.adjutant.chassis.settings;

import java.nio.file.Path;

/** Where a value came from; its text is shown to operators. */
public sealed interface Origin {
  /** Nobody set it. */
  record Default() implements Origin {
    @Override
    public String toString() {
      return "default";
    }
  }

  /**
   * A line of the settings file.
   *
   * @param line from 1; 0 for the file as a whole
   */
  record File(Path path, int line) implements Origin {
    @Override
    public String toString() {
      return line == 0 ? path.toString() : path + ":" + line;
    }
  }

  /** An environment variable. */
  record Environment(String variable) implements Origin {
    @Override
    public String toString() {
      return variable;
    }
  }

  /** An option of the command line. */
  record Flag(String option) implements Origin {
    @Override
    public String toString() {
      return option;
    }
  }
}
