package ai.adjutant.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads lists of words from resources that lie beside a class; "#" begins a comment. Pure. */
public final class WordFile {
  private WordFile() {}

  /** Returns all words of a file. */
  public static Set<String> words(Class<?> beside, String name) {
    return lines(beside, name).stream()
        .flatMap(line -> Stream.of(line.split("\\s+")))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns the key of each word of a file whose lines are {@code KEY: word word}. */
  static Map<String, String> keys(Class<?> beside, String name) {
    Map<String, String> keys = new LinkedHashMap<>();
    for (String line : lines(beside, name)) {
      String[] parts = line.split(":", 2);
      for (String word : parts[1].strip().split("\\s+")) {
        keys.put(word, parts[0]);
      }
    }
    return Map.copyOf(keys);
  }

  /**
   * Returns the lines of a file that are not blank, without comments.
   *
   * @throws IllegalStateException when the file is missing
   */
  public static List<String> lines(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
