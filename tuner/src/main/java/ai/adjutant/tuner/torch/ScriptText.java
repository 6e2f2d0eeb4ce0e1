package ai.adjutant.tuner.torch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Functions in TorchScript that lie beside a class, with names in capitals for their constants. */
public final class ScriptText {
  private static final Pattern NAME = Pattern.compile("\\b[A-Z][A-Z_]+\\b");

  private ScriptText() {}

  /**
   * Reads a resource and puts constants in.
   *
   * @param beside whose package it lies in
   * @param constants by the names that stand for them; every name in capitals has one
   */
  public static String read(Class<?> beside, String resource, Map<String, String> constants) {
    try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(resource), resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return NAME.matcher(text)
          .replaceAll(found ->
              Matcher.quoteReplacement(
                  Objects.requireNonNull(constants.get(found.group()), found.group())));
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " can't be read", e);
    }
  }

  /** PyTorch's number for the type that products are computed in. */
  public static String type(boolean bfloat16) {
    return bfloat16 ? "15" : "6";
  }
}
