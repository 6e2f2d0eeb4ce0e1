package ai.adjutant.gateway.version;

import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.Quote;
import ai.adjutant.gateway.retrieve.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells whether two titles name the same document in two editions. */
final class Titles {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

  /** "2025", "v3", "3rd", "20250915"; "7" may be a number of the series. */
  private static final Pattern EDITION =
      Pattern.compile("(?:19|20)\\d{2}(?:\\d{4})?|[vr]\\d+|\\d+(?:st|nd|rd|th)");

  private static final Set<String> WORDS = Resources.words("edition-words.txt");

  /** What mail programs put before the subject of an answer or of something passed on. */
  private static final Pattern REPLY =
      Pattern.compile(
          "^(?:\\s*(?:"
              + String.join("|", Resources.words("reply-prefixes.txt"))
              + ")(?:\\[\\d+\\])?\\s*[:：])+");

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

  /** Returns whether this is the subject of a mail that answers another. */
  static boolean isReply(String title) {
    return REPLY.matcher(title.toLowerCase(Locale.ROOT)).find();
  }

  private static List<String> name(String title) {
    List<String> words = new ArrayList<>();
    String subject = REPLY.matcher(title.toLowerCase(Locale.ROOT)).replaceFirst("");
    Matcher word = WORD.matcher(subject.replaceFirst("\\.\\p{Alnum}{2,4}$", ""));
    while (word.find()) {
      if (!WORDS.contains(word.group()) && !EDITION.matcher(word.group()).matches()) {
        words.add(word.group());
      }
    }
    return words;
  }
}
