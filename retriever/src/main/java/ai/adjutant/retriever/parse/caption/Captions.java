package ai.adjutant.retriever.parse.caption;

import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.plain.PlainText;
import ai.adjutant.retriever.parse.text.TextBuilder;
import ai.adjutant.retriever.parse.text.Whitespace;
import ai.adjutant.retriever.parse.validity.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads WebVTT and SubRip captions as what was said: sentences and paragraphs, by speaker. What
 * only serves to show them (numbers, times, positions, styles, notes) is left out. Tolerant: a cue
 * that is not in order is taken where it stands. Linear in the file's length.
 */
public final class Captions {
  /** Names the media type of WebVTT. */
  public static final String WEB_VTT = "text/vtt";

  /** Names the media type of SubRip. */
  public static final String SUB_RIP = "application/x-subrip";

  private static final int LINES_OF_CUE_MAX = 100;
  private static final String HEADER = "WEBVTT";

  private static final Pattern TIMING =
      Pattern.compile(
          "^\\s*(?:(\\d{1,4}):)?(\\d{1,3}):(\\d{1,2})(?:[.,](\\d{1,3}))?\\s*-{1,2}>"
              + "\\s*(?:(?:(\\d{1,4}):)?(\\d{1,3}):(\\d{1,2})(?:[.,](\\d{1,3}))?)?(?:\\s.*)?$");

  private final List<Cue> cues = new ArrayList<>();
  private String title = "";
  private String language = "";
  private boolean headed;
  private int unordered;
  private int endless;
  private int linesLeftOut;

  private Captions() {}

  /** Returns true for a text that says it is WebVTT. */
  static boolean isWebVtt(String text) {
    int start = text.startsWith("\ufeff") ? 1 : 0;
    int after = start + HEADER.length();
    return text.startsWith(HEADER, start)
        && (text.length() == after || Character.isWhitespace(text.charAt(after)));
  }

  /**
   * Reads captions; a file without any cue is read as plain text.
   *
   * @param contentType {@link #WEB_VTT} or {@link #SUB_RIP}
   */
  public static ParsedDocument read(
      String text, String fallbackTitle, String contentType, int charactersMax) {
    Captions captions = new Captions();
    captions.parse(text.lines().toList());
    if (captions.cues.isEmpty()) {
      return PlainText.read(text, fallbackTitle, charactersMax);
    }
    TextBuilder builder = new TextBuilder(charactersMax);
    String named = captions.title.isEmpty() ? fallbackTitle : captions.title;
    builder.cover(named);
    new Transcript(builder).write(captions.cues);
    Statements statements = new Statements();
    statements.add("language", captions.language);
    captions.warn(statements, contentType);
    return statements.document(builder, named, contentType);
  }

  private void warn(Statements into, String contentType) {
    if (contentType.equals(WEB_VTT) && !headed) {
      into.warn("it does not start with WEBVTT; it was read as captions all the same");
    }
    if (unordered > 0) {
      into.warn(unordered + " captions start before the one above them; they were left in place");
    }
    if (endless > 0) {
      into.warn(endless + " captions have no end, or one before their start");
    }
    if (linesLeftOut > 0) {
      into.warn(
          linesLeftOut
              + " lines were left out of captions of more than "
              + LINES_OF_CUE_MAX
              + " lines");
    }
  }

  private void parse(List<String> lines) {
    int at = 0;
    if (!lines.isEmpty() && isWebVtt(lines.getFirst())) {
      headed = true;
      at = header(lines);
    }
    while (at < lines.size()) {
      Matcher timing = TIMING.matcher(lines.get(at));
      at = timing.matches() ? cue(lines, at, timing) : at + 1; // a number, a note, a style
    }
  }

  /** The title behind the word WEBVTT, and lines such as {@code Language: en} up to a blank one. */
  private int header(List<String> lines) {
    String first = lines.getFirst();
    title = first.substring(first.indexOf(HEADER) + HEADER.length()).replaceFirst("^[\\s–-]+", "");
    title = Whitespace.collapse(title);
    int at = 1;
    for (; at < lines.size() && !lines.get(at).isBlank(); at++) {
      String line = lines.get(at);
      if (TIMING.matcher(line).matches()) {
        return at;
      }
      if (line.regionMatches(true, 0, "language:", 0, 9)) {
        language = line.substring(9).strip();
      }
    }
    return at;
  }

  /** Takes the cue whose times stand on a line; returns the line after it. */
  private int cue(List<String> lines, int timed, Matcher timing) {
    long start = millis(timing, 1);
    long end = timing.group(6) == null ? -1 : millis(timing, 5);
    if (end < start) {
      endless++;
      end = start;
    }
    if (!cues.isEmpty() && start < cues.getLast().startMillis()) {
      unordered++;
    }
    List<String> said = new ArrayList<>();
    int at = timed + 1;
    for (; at < lines.size() && !lines.get(at).isBlank(); at++) {
      if (beginsNext(lines, at)) {
        break; // the blank line between them is missing
      }
      if (said.size() < LINES_OF_CUE_MAX) {
        said.add(lines.get(at));
      } else {
        linesLeftOut++;
      }
    }
    if (!said.isEmpty()) {
      cues.add(new Cue(start, end, said));
    }
    return at;
  }

  private static boolean beginsNext(List<String> lines, int at) {
    if (TIMING.matcher(lines.get(at)).matches()) {
      return true;
    }
    return at + 1 < lines.size()
        && lines.get(at).strip().chars().allMatch(c -> c >= '0' && c <= '9')
        && TIMING.matcher(lines.get(at + 1)).matches();
  }

  private static long millis(Matcher timing, int group) {
    @Nullable String hours = timing.group(group);
    @Nullable String fraction = timing.group(group + 3);
    long seconds =
        (hours == null ? 0 : Long.parseLong(hours) * 3_600)
            + Long.parseLong(timing.group(group + 1)) * 60
            + Long.parseLong(timing.group(group + 2));
    return seconds * 1_000
        + (fraction == null ? 0 : Long.parseLong((fraction + "00").substring(0, 3)));
  }
}
