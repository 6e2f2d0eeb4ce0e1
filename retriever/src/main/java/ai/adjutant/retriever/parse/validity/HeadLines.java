package ai.adjutant.retriever.parse.validity;

import ai.adjutant.retriever.parse.validity.ValidityWords.Kind;
import ai.adjutant.retriever.parse.validity.WrittenDate.DayOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a document says of its own validity in its first lines: labels with values, head
 * tables, and sentences that begin with the words for it or with "This procedure …". What is said
 * of something else, as of an offer in a table of offers, is left alone.
 */
final class HeadLines {
  private static final int LINES_MAX = 40;
  private static final int CHARACTERS_MAX = 4_000;
  private static final int LINE_CHARACTERS_MAX = 400;
  private static final int TITLE_LINES = 3;
  private static final int WORDS_AFTER_DATE_MAX = 3;
  private static final int NAME_CHARACTERS_MAX = 200;

  private static final Pattern SEGMENTS = Pattern.compile("\\t+|\\s{3,}|\\s*;\\s+");
  private static final Pattern COLON = Pattern.compile("\\s*[:：](?:\\s+|$|(?=\\p{IsHangul}))");
  private static final Pattern OPENING = Pattern.compile("^[-*•(\\[–—\\s]*");

  private static final Pattern DATED =
      Pattern.compile(
          "(?iu)(?<!\\p{L})("
              + words(Kind.FROM)
              + ")(?![\\p{L}&&[^\\p{IsHangul}]])[\\s:]*(?:(?:on|the|am|dem|vom|den)\\s+)*|"
              + "(?iu)(?<!\\p{L})("
              + words(Kind.UNTIL)
              + ")(?![\\p{L}&&[^\\p{IsHangul}]])[\\s:]*(?:(?:on|the|am|dem|den|zum)\\s+)*");

  private static final Pattern OWN =
      Pattern.compile(
          "(?iu)^(?:(?:this|these|diese[rs]?)\\s+(?:\\p{L}+\\s+){0,2}?|(?:이|본)\\s*\\p{L}{0,6}?)(?:"
              + words(Kind.SUBJECT)
              + ")(?![\\p{L}&&[^\\p{IsHangul}]])");

  private static final Pattern REPLACES =
      Pattern.compile(
          "(?iu)^[\\s,]*(?:\\S+\\s+){0,2}?(?:supersedes|replaces|ersetzt)(?!\\p{L})\\s+(?!durch|by\\b)(?:the"
              + " |die |das |den |der )?(.+)");

  private static final Pattern KOREAN_FROM = Pattern.compile("^\\s*부터\\s*(?:시행|적용|효력)");
  private static final Pattern KOREAN_UNTIL = Pattern.compile("^\\s*까지\\s*(?:시행|적용|유효|효력)");

  private final Validity into;
  private final DayOrder order;

  HeadLines(Validity into, DayOrder order) {
    this.into = into;
    this.order = order;
  }

  private static String words(Kind kind) {
    return ValidityWords.of(kind).stream().map(Pattern::quote).collect(Collectors.joining("|"));
  }

  void read(String text) {
    List<String> lines =
        text.substring(0, Math.min(text.length(), CHARACTERS_MAX))
            .lines()
            .limit(LINES_MAX)
            .toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.length() > LINE_CHARACTERS_MAX) {
        continue;
      }
      if (line.contains(" | ")) {
        row(List.of(line.split(" \\| ", -1)));
      } else if (!labels(line, i + 1 < lines.size() ? lines.get(i + 1) : "")) {
        sentence(line, i < TITLE_LINES);
      }
    }
  }

  /** {@code Effective Date: 1 March 2025 Version: 3}, or a label above a line with its date. */
  private boolean labels(String line, String next) {
    boolean known = false;
    String plain = line.substring(opening(line));
    for (String segment : SEGMENTS.split(plain, -1)) {
      Pair pair = Pair.of(segment);
      @Nullable Kind kind = ValidityWords.kind(pair.label());
      if (kind != null && !pair.value().isEmpty()) {
        known |= into.state(kind, pair.label(), pair.value());
      }
    }
    @Nullable Kind above = ValidityWords.kind(plain);
    if (above != null && isDate(next)) {
      into.state(above, plain, next);
    }
    return known;
  }

  private boolean isDate(String line) {
    @Nullable WrittenDate date = WrittenDate.at(line, 0, order);
    return date != null && line.substring(date.end()).isBlank();
  }

  /**
   * {@code Effective Date | 1 March 2025}, {@code Field: Effective Date | Value: 1 March 2025}, or
   * a row of a table of versions.
   */
  private void row(List<String> cells) {
    List<Pair> pairs = cells.stream().map(Pair::of).toList();
    boolean named = false;
    for (int i = 0; i + 1 < cells.size(); i++) {
      Pair pair = pairs.get(i);
      @Nullable Kind kind =
          ValidityWords.kind(pair.value().isEmpty() ? cells.get(i) : pair.value());
      Pair next = pairs.get(i + 1);
      if (kind != null && kind.isLabel()) {
        String value = next.value().isEmpty() ? cells.get(i + 1) : next.value();
        named |= ValidityWords.kind(value) == null && into.state(kind, cells.get(i), value.strip());
      }
    }
    if (named) {
      return;
    }
    List<Pair> known = new ArrayList<>();
    boolean ofDocuments = false;
    for (Pair pair : pairs) {
      @Nullable Kind kind = ValidityWords.kind(pair.label());
      if (kind != null && !pair.value().isEmpty()) {
        known.add(pair);
        ofDocuments |= kind.isOfDocuments();
      }
    }
    if (ofDocuments && known.size() > 1) {
      for (Pair pair : known) {
        @Nullable Kind kind = ValidityWords.kind(pair.label());
        if (kind != null) {
          into.state(kind, pair.label(), pair.value());
        }
      }
    }
  }

  private void sentence(String line, boolean near) {
    int start = opening(line);
    Matcher own = OWN.matcher(line);
    boolean ofItself = own.find();
    if (ofItself) {
      replaced(line.substring(own.end()));
      korean(line, own.end());
    }
    if (line.chars().noneMatch(Character::isDigit)) {
      return;
    }
    Matcher dated = DATED.matcher(line);
    while (dated.find()) {
      @Nullable WrittenDate date = WrittenDate.at(line, dated.end(), order);
      if (date == null) {
        continue;
      }
      String after = line.substring(date.end());
      boolean begins = dated.start() == start && words(after) <= WORDS_AFTER_DATE_MAX;
      boolean ends = near && words(after) == 0 && !line.endsWith(".");
      boolean from = dated.group(1) != null;
      if (ofItself || begins || ends || (from && dated.start() == start)) {
        into.state(
            from ? Kind.FROM : Kind.UNTIL,
            line.substring(dated.start(), dated.end()).strip(),
            line.substring(dated.end()));
      }
    }
  }

  private void replaced(String rest) {
    Matcher replaces = REPLACES.matcher(rest);
    if (replaces.find()) {
      String name = replaces.group(1);
      int stop = name.indexOf(". ");
      name = (stop < 0 ? name : name.substring(0, stop)).replaceFirst("[.\\s]+$", "");
      if (name.length() <= NAME_CHARACTERS_MAX) {
        into.state(Kind.SUPERSEDES, "supersedes", name);
      }
    }
  }

  /** {@code 이 규정은 2025년 3월 1일부터 시행한다.} */
  private void korean(String line, int from) {
    for (int at = from; at < line.length(); at++) {
      boolean begins =
          Character.isDigit(line.charAt(at)) && !Character.isDigit(line.charAt(at - 1));
      @Nullable WrittenDate date = begins ? WrittenDate.at(line, at, order) : null;
      if (date != null) {
        String after = line.substring(date.end());
        String written = line.substring(at, date.end());
        if (KOREAN_FROM.matcher(after).find()) {
          into.state(Kind.FROM, "시행", written);
        } else if (KOREAN_UNTIL.matcher(after).find()) {
          into.state(Kind.UNTIL, "유효", written);
        }
        at = date.end();
      }
    }
  }

  private static int opening(String line) {
    Matcher opening = OPENING.matcher(line);
    return opening.find() ? opening.end() : 0;
  }

  private static int words(String text) {
    int words = 0;
    for (String word : text.split("[^\\p{L}\\d]+", -1)) {
      words += word.isEmpty() ? 0 : 1;
    }
    return words;
  }

  /** A label and its value; the value is empty where there is no colon. */
  private record Pair(String label, String value) {
    static Pair of(String segment) {
      Matcher colon = COLON.matcher(segment);
      return colon.find()
          ? new Pair(
              segment.substring(0, colon.start()).strip(), segment.substring(colon.end()).strip())
          : new Pair(segment.strip(), "");
    }
  }
}
