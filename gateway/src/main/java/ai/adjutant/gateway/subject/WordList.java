package ai.adjutant.gateway.subject;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads lists of words from resources beside this class; "#" begins a comment. */
final class WordList {
  /** Nouns behind which a number or letter names one of a series. */
  static final Set<String> DESIGNATORS = read("designators.txt");

  static final Set<String> PREPOSITIONS = read("prepositions.txt");
  static final Set<String> JOINTS = read("joints.txt");
  static final Set<String> ARTICLES = read("articles.txt");

  private WordList() {}

  static boolean holds(Set<String> list, Token token) {
    return list.contains(token.text().toLowerCase(Locale.ROOT));
  }

  private static Set<String> read(String name) {
    try (InputStream in = WordList.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .flatMap(line -> Stream.of(line.split("\\s+")))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
