package ai.adjutant.admin.client;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.chassis.access.KeySecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the key that a command shows. It is never on the command line, which others see. */
public final class KeyFiles {
  /** The variable that may hold a key. */
  public static final String VARIABLE = "ADJUTANT_API_KEY";

  private static final long BYTES_MAX = 4_096;

  private KeyFiles() {}

  /**
   * Reads the key of a file, else of the environment; null for none.
   *
   * @param variable the value of {@value #VARIABLE}
   */
  public static @Nullable KeySecret find(@Nullable Path file, Optional<String> variable)
      throws IOException {
    if (file != null) {
      String text = Files.size(file) > BYTES_MAX ? "" : Files.readString(file);
      return KeySecret.parse(text.strip()).orElseThrow(() -> refused(file.toString()));
    }
    if (variable.isPresent()) {
      return KeySecret.parse(variable.get().strip()).orElseThrow(() -> refused(VARIABLE));
    }
    return null;
  }

  private static CommandFailure refused(String where) {
    return new CommandFailure(
        ExitCode.INPUT_REFUSED,
        where
            + " holds no key; it is one line that begins with adj_, from './adjutant key create'");
  }
}
