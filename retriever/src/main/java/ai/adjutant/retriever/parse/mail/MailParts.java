package ai.adjutant.retriever.parse.mail;

import ai.adjutant.text.WordFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells a mail's own words from the earlier mails that it repeats, and from its signature: by the
 * sign {@code >}, by "On … wrote:" and by the heads that programs put above a quoted mail, in
 * English, German, Korean and some others. Pure; linear in the text's length.
 */
final class MailParts {
  /** Quoted oftener than this, text counts as quoted so often. */
  static final int DEPTH_MAX = 50;

  private static final int HEAD_LINES_MAX = 8;
  private static final int HEADERS_MIN = 3;
  private static final int ANNOUNCEMENT_LINES_MAX = 3;
  private static final int LINE_CHARACTERS_MAX = 500;

  /** A signature is short: after more lines, "-- " was something else. */
  private static final int SIGNATURE_LINES_MAX = 15;

  private static final Map<String, List<String>> WORDS = words();

  private static final Pattern HEADER =
      Pattern.compile("(?iu)^\\s*\\*?(" + any("FROM", "WHEN", "OTHER") + ")\\s*\\*?\\s*[:：].*");
  private static final Pattern SENDER =
      Pattern.compile("(?iu)^\\s*\\*?(?:" + any("FROM") + ")\\s*\\*?\\s*[:：].*");
  private static final Pattern TIME =
      Pattern.compile("(?iu)^\\s*\\*?(?:" + any("WHEN") + ")\\s*\\*?\\s*[:：].*");
  private static final Pattern RULE =
      Pattern.compile("(?iu)^\\s*[-_=*]{2,}\\s*(?:" + any("RULE") + ")\\s*[-_=*]{2,}.*");

  /** "On Mon, 4 May 2026 at 08:01, Dana wrote:", "2026년 5월 4일 (월) 오전 8:01, 다나님이 작성:". */
  private static final Pattern ANNOUNCED =
      Pattern.compile(
          "(?iu)^\\s*(?:on|am|le|el|il|op|\\d{4}\\s?[년.-]|\\d{1,2}[./]).*\\d.*(?:"
              + any("WROTE")
              + ")(?:\\s+[^:：]{1,100})?\\s*[:：]\\s*$");

  private static final Pattern ANNOUNCES =
      Pattern.compile("(?iu)^\\s*(?:on|am|le|el|il|op)\\s.*\\d.*|^\\s*\\d{4}\\s?[년.-].*\\d.*");

  private final String text;
  private final List<Line> lines = new ArrayList<>();
  private final List<MailSpan> spans = new ArrayList<>();

  private MailParts(String text) {
    this.text = text;
    for (int at = 0; at < text.length(); ) {
      int end = text.indexOf('\n', at);
      end = end < 0 ? text.length() : end + 1;
      lines.add(Line.of(text, at, end));
      at = end;
    }
  }

  private static Map<String, List<String>> words() {
    Map<String, List<String>> words = new HashMap<>();
    for (String line : WordFile.lines(MailParts.class, "mail.txt")) {
      int colon = line.indexOf(':');
      words.put(
          line.substring(0, colon),
          List.of(line.substring(colon + 1).strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*")));
    }
    return words;
  }

  private static String any(String... kinds) {
    return List.of(kinds).stream()
        .flatMap(kind -> WORDS.getOrDefault(kind, List.of()).stream())
        .map(Pattern::quote)
        .collect(Collectors.joining("|"));
  }

  /**
   * Returns the parts of a mail's text, in order, without gaps.
   *
   * @param text lines broken by {@code \n}, in plain text
   */
  static List<MailSpan> of(String text) {
    MailParts parts = new MailParts(text);
    parts.read();
    return List.copyOf(parts.spans);
  }

  private void read() {
    int below = 0; // quoted mails whose heads stand above, and that have no ">"
    boolean signature = false;
    for (int i = 0; i < lines.size(); ) {
      Line line = lines.get(i);
      int announced = announcement(i);
      if (announced > 0) {
        boolean marked = isMarkedBelow(i + announced, line.marks());
        int depth = below + line.marks() + 1;
        for (int end = i + announced; i < end; i++) {
          add(MailSpan.Kind.QUOTED, lines.get(i), depth);
        }
        below += marked ? 0 : 1;
        signature = false;
        continue;
      }
      int depth = below + line.marks();
      signature |= depth == 0 && isSignature(i);
      MailSpan.Kind ownKind = signature ? MailSpan.Kind.SIGNATURE : MailSpan.Kind.OWN;
      add(depth > 0 ? MailSpan.Kind.QUOTED : ownKind, line, depth);
      i++;
    }
  }

  private void add(MailSpan.Kind kind, Line line, int depth) {
    int bounded = Math.min(depth, DEPTH_MAX);
    if (!spans.isEmpty()) {
      MailSpan last = spans.getLast();
      boolean blank = line.plain().isBlank() && line.marks() == 0;
      if (blank || (last.kind() == kind && last.depth() == bounded)) {
        spans.set(
            spans.size() - 1, new MailSpan(last.kind(), last.start(), line.end(), last.depth()));
        return;
      }
    }
    spans.add(new MailSpan(kind, line.start(), line.end(), bounded));
  }

  /** How many lines from there on announce a quoted mail; 0 where they don't. */
  private int announcement(int at) {
    Line first = lines.get(at);
    if (first.plain().length() > LINE_CHARACTERS_MAX) {
      return 0;
    }
    if (RULE.matcher(first.plain()).matches()) {
      return 1 + Math.max(0, head(at + 1, first.marks(), 1));
    }
    int head = head(at, first.marks(), HEADERS_MIN);
    return head > 0 ? head : wrote(at, first);
  }

  /**
   * How many lines from there on are headers of a quoted mail: who sent it, when, and more.
   *
   * @param headersMin so many must there be at least
   */
  private int head(int at, int marks, int headersMin) {
    int headers = 0;
    boolean sender = false;
    boolean time = false;
    int i = at;
    for (; i < Math.min(lines.size(), at + HEAD_LINES_MAX); i++) {
      Line line = lines.get(i);
      boolean header = line.marks() == marks && HEADER.matcher(line.plain()).matches();
      if (!header && (headers > 0 || !line.plain().isBlank() || headersMin > 1)) {
        break;
      }
      if (header) {
        headers++;
        sender |= SENDER.matcher(line.plain()).matches();
        time |= TIME.matcher(line.plain()).matches();
      }
    }
    return headers >= headersMin && sender && (time || headersMin == 1) ? i - at : 0;
  }

  /** "On … wrote:", which programs break over several lines. */
  private int wrote(int at, Line first) {
    if (!ANNOUNCES.matcher(first.plain()).matches()
        && !ANNOUNCED.matcher(first.plain()).matches()) {
      return 0;
    }
    StringBuilder joined = new StringBuilder();
    for (int i = at; i < Math.min(lines.size(), at + ANNOUNCEMENT_LINES_MAX); i++) {
      Line line = lines.get(i);
      if (line.marks() != first.marks()
          || line.plain().isBlank()
          || line.plain().length() > LINE_CHARACTERS_MAX) {
        return 0;
      }
      joined.append(line.plain().strip()).append(' ');
      Matcher announced = ANNOUNCED.matcher(joined);
      if (announced.matches()) {
        return i - at + 1;
      }
    }
    return 0;
  }

  /** Returns true where the next lines that are not blank are quoted by {@code >} once more. */
  private boolean isMarkedBelow(int at, int marks) {
    for (int i = at; i < lines.size(); i++) {
      if (!lines.get(i).plain().isBlank() || lines.get(i).marks() > marks) {
        return lines.get(i).marks() > marks;
      }
    }
    return false;
  }

  /** The line {@code -- } begins a signature, where not much follows before the mail's end. */
  private boolean isSignature(int at) {
    Line line = lines.get(at);
    if (!line.plain().strip().equals("--")) {
      return false;
    }
    int follow = 0;
    for (int i = at + 1; i < lines.size() && follow <= SIGNATURE_LINES_MAX; i++) {
      if (lines.get(i).marks() > 0 || announcement(i) > 0) {
        return true;
      }
      follow++;
    }
    return follow <= SIGNATURE_LINES_MAX;
  }

  /**
   * A line.
   *
   * @param marks how many signs {@code >} it begins with
   * @param plain what follows them
   */
  private record Line(int start, int end, int marks, String plain) {
    static Line of(String text, int start, int end) {
      int at = start;
      int marks = 0;
      int after = start;
      while (at < end && (text.charAt(at) == '>' || text.charAt(at) == ' ')) {
        if (text.charAt(at) == '>') {
          marks++;
          after = at + 1;
        }
        at++;
      }
      return new Line(start, end, marks, text.substring(after, end).stripTrailing());
    }
  }
}
