package ai.adjutant.retriever.parse.validity;

import ai.adjutant.retriever.parse.text.Whitespace;
import ai.adjutant.text.WordFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Knows what documents call the statements about their own validity, in several languages. */
final class ValidityWords {
  private static final String LIST = "validity.txt";
  private static final Map<Kind, List<String>> WORDS = read();
  private static final Map<String, Kind> LABELS = labels();

  private ValidityWords() {}

  /** Names what is stated; the last four are no labels. */
  enum Kind {
    FROM,
    UNTIL,
    PERIOD,
    ISSUED,
    REVISED,
    SUPERSEDES,
    SUPERSEDED_BY,
    STATUS,
    NUMBER,
    VERSION,
    SUBJECT,
    ENDED,
    DRAFT,
    NOTHING;

    boolean isLabel() {
      return compareTo(SUBJECT) < 0;
    }

    /** Returns true where a table with it is about a document. */
    boolean isOfDocuments() {
      return this == NUMBER || this == VERSION || this == SUPERSEDES || this == SUPERSEDED_BY;
    }
  }

  private static Map<Kind, List<String>> read() {
    Map<Kind, List<String>> words = new EnumMap<>(Kind.class);
    for (String line : WordFile.lines(ValidityWords.class, LIST)) {
      int colon = line.indexOf(':');
      List<String> known =
          words.computeIfAbsent(Kind.valueOf(line.substring(0, colon)), k -> new ArrayList<>());
      for (String word : line.substring(colon + 1).split(";", -1)) {
        known.add(word.strip());
      }
    }
    words.values().forEach(known -> known.sort(Comparator.comparing(String::length).reversed()));
    return words;
  }

  private static Map<String, Kind> labels() {
    Map<String, Kind> labels = new HashMap<>();
    WORDS.forEach((kind, words) -> {
      if (kind.isLabel()) {
        words.forEach(word -> labels.put(word, kind));
      }
    });
    return labels;
  }

  /** The words of a kind, longest first. */
  static List<String> of(Kind kind) {
    return WORDS.getOrDefault(kind, List.of());
  }

  /** What a label says; null where it says nothing of validity. */
  static @Nullable Kind kind(String label) {
    return LABELS.get(plain(label));
  }

  /** Returns true where a value is one of the words of a kind. */
  static boolean is(Kind kind, String value) {
    return of(kind).contains(plain(value));
  }

  /** A label in the form of the list. */
  static String plain(String label) {
    String plain = Whitespace.collapse(label.replace('_', ' ').replace('-', ' '));
    while (!plain.isEmpty() && ":.*[(".indexOf(plain.charAt(plain.length() - 1)) >= 0) {
      plain = plain.substring(0, plain.length() - 1).stripTrailing();
    }
    return plain.isEmpty() ? label.strip() : plain.toLowerCase(Locale.ROOT);
  }
}
