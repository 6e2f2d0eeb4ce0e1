package ai.adjutant.tuner.pairs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Word lists that lie beside this class. */
final class WordLists {
  private WordLists() {}

  /**
   * Two sides of a line, {@code left = right}.
   *
   * @param right the rest of the line, whatever it means there
   */
  record Entry(String left, String right) {}

  /** The lines of a list that are no remarks. */
  static List<String> lines(String name) {
    try (InputStream in =
        Objects.requireNonNull(WordLists.class.getResourceAsStream(name + ".txt"), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** The words of a list. */
  static Set<String> words(String name) {
    return Set.copyOf(
        lines(name).stream()
            .flatMap(line -> List.of(line.split("\\s+")).stream())
            .distinct()
            .toList());
  }

  /** The entries of a list of {@code left = right}. */
  static List<Entry> entries(String name) {
    List<Entry> entries = new ArrayList<>();
    for (String line : lines(name)) {
      int at = line.indexOf(" = ");
      entries.add(new Entry(line.substring(0, at).strip(), line.substring(at + 3).strip()));
    }
    return entries;
  }
}
