package ai.adjutant.chassis.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A password or key. It prints as {@code (hidden)} and has no other text form; {@link #reveal}
 * gives what it holds to the one who needs it.
 */
public final class Secret {
  private static final int BYTES_MAX = 64 * 1024;

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /**
   * Reads what a setting names: {@code file:PATH} or {@code env:NAME}; an environment variable may
   * hold the secret itself.
   *
   * @throws IllegalArgumentException without any of the secret
   */
  static Secret parse(String reference, ParseContext context) {
    if (reference.startsWith("file:")) {
      return ofFile(context.resolve(reference.substring("file:".length())));
    }
    if (reference.startsWith("env:")) {
      String name = reference.substring("env:".length());
      String value = context.environment().getOrDefault(name, "");
      if (value.isEmpty()) {
        throw new IllegalArgumentException("the variable that it names is not set");
      }
      return of(value);
    }
    if (!context.secretsAllowed()) {
      throw new IllegalArgumentException("a secret is not written here");
    }
    return of(reference);
  }

  /** A secret of this text, which is not empty. */
  public static Secret of(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("it is empty");
    }
    return new Secret(text);
  }

  private static Secret ofFile(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw new IllegalArgumentException("the file that it names is larger than 64KiB");
      }
      return of(new String(bytes, StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new IllegalArgumentException("the file that it names can't be read", e);
    }
  }

  /** What it holds. Never log it, and never put it into a message. */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "(hidden)";
  }
}
