package ai.adjutant.tuner.triples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A file of claims: JSON lines with {@code claim}, {@code passage} and {@code label}, one of {@code
 * supported}, {@code contradicted} and {@code not-found}.
 */
public final class ClaimFile {
  private ClaimFile() {}

  /**
   * Reads all of a file, or of a folder of such files.
   *
   * @throws ai.adjutant.chassis.error.AdjutantException EXAMPLES_UNREADABLE, EXAMPLE_REFUSED
   */
  public static List<Claim> read(Path path) {
    List<Claim> claims = new ArrayList<>();
    TripleFile.files(path).forEach(file -> read(file, claims));
    return claims;
  }

  private static void read(Path file, List<Claim> claims) {
    JsonLines.each(
        file,
        line ->
            claims.add(
                new Claim(
                    JsonLines.text(line, "claim"),
                    JsonLines.text(line, "passage"),
                    label(JsonLines.text(line, "label")))));
  }

  private static Claim.Label label(String text) {
    for (Claim.Label label : Claim.Label.values()) {
      if (label.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
        return label;
      }
    }
    throw new IllegalArgumentException("no label is '" + text + "'");
  }
}
