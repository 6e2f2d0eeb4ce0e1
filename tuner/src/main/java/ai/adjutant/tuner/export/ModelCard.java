package ai.adjutant.tuner.export;

import ai.adjutant.tuner.model.Scores;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes the card of an exported model: what is known of it, and nothing else. */
final class ModelCard {
  private static final String RECIPE = "recipe";

  private ModelCard() {}

  /**
   * Writes {@code README.md} beside files that are complete.
   *
   * @param title names the model
   * @param scores of the graph that lies in the folder
   */
  static void write(Path folder, String title, TrainedWeights weights, Scores scores)
      throws IOException {
    StringBuilder card = new StringBuilder();
    card.append("---\nlanguage: en\n---\n# ").append(title).append("\n\n| file | SHA-256 |\n");
    card.append("|---|---|\n");
    for (Path file : files(folder)) {
      card.append("| `%s` | `%s` |\n".formatted(file.getFileName(), digest(file)));
    }
    card.append("\n## How good it is\n\nMeasured by the export, on held-out questions.\n\n");
    scores
        .values()
        .forEach(
            (name, value) -> card.append(String.format(Locale.ROOT, "- %s: %.4f\n", name, value)));
    card.append("\n## How it was made\n\nFrom bge-small-en-v1.5 (MIT).");
    weights
        .written()
        .ifPresent(time -> card.append(" Weights written at ").append(time).append('.'));
    card.append("\n\n");
    Map<String, String> stated = new TreeMap<>(weights.metadata());
    String recipe = stated.remove(RECIPE);
    stated.forEach(
        (name, value) -> card.append("- ").append(name).append(": ").append(line(value)));
    if (recipe != null) {
      card.append("\nRecipe:\n\n");
      recipe.lines().forEach(line -> card.append("    ").append(line).append('\n'));
    }
    Files.writeString(folder.resolve("README.md"), card);
  }

  private static String line(String value) {
    return value.replaceAll("\\s+", " ").strip() + "\n";
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String digest(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A digest by SHA-256. */
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
