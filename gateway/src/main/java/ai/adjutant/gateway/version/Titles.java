package ai.adjutant.gateway.version;

import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.Quote;
import ai.adjutant.gateway.retrieve.Stretch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells whether two titles name the same document in two editions. */
final class Titles {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

  /** "2025", "v3", "3rd", "20250915"; "7" may be a number of the series. */
  private static final Pattern EDITION =
      Pattern.compile("(?:19|20)\\d{2}(?:\\d{4})?|[vr]\\d+|\\d+(?:st|nd|rd|th)");

  private static final Set<String> WORDS = read("edition-words.txt");

  private Titles() {}

  static boolean same(Quote one, Passage other) {
    Passage first = one.passage();
    List<String> name = name(first.title());
    return !name.isEmpty()
        && name.equals(name(other.title()))
        && sameHeading(heading(first, one.start()), heading(other, other.start()));
  }

  /** Headings count where both are known: "Zone 1" is not "Zone 2". */
  private static boolean sameHeading(String one, String other) {
    return one.isEmpty() || other.isEmpty() || name(one).equals(name(other));
  }

  private static String heading(Passage passage, int at) {
    for (Stretch stretch : passage.structure()) {
      boolean holds =
          stretch.blocks().stream().anyMatch(block -> block.start() <= at && at < block.end());
      if (holds && stretch.headings().size() > 1) { // the outermost one is the title
        return stretch.headings().getLast();
      }
    }
    return "";
  }

  private static List<String> name(String title) {
    List<String> words = new ArrayList<>();
    Matcher word =
        WORD.matcher(title.toLowerCase(Locale.ROOT).replaceFirst("\\.\\p{Alnum}{2,4}$", ""));
    while (word.find()) {
      if (!WORDS.contains(word.group()) && !EDITION.matcher(word.group()).matches()) {
        words.add(word.group());
      }
    }
    return words;
  }

  private static Set<String> read(String name) {
    try (InputStream in = Titles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> Stream.of(line.split("\\s+")))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
