package ai.adjutant.retriever.parse.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Joins lines that were broken at a fixed width, as those of mail and old text files are, since a
 * sentence ends at a line break here. Text that is not wrapped is left alone.
 */
public final class WrappedLines {
  private static final int WIDTH_MIN = 50;
  private static final int WIDTH_MAX = 130;
  private static final float WIDTH_SHARE = 0.95f;
  private static final float WRAPPED_SHARE = 0.6f;
  private static final int LINES_MIN = 4;

  /** Lines that start something of their own: bullets, numbers, quotes, indents, tables, rules. */
  private static final Pattern STARTS =
      Pattern.compile("^(\\s|[-*•+>|#=~_]|\\d{1,3}[.)]\\s|[a-zA-Z][.)]\\s|[\\w-]+:\\s).*");

  private WrappedLines() {}

  /** Joins the lines of a text that is wrapped; another is left alone. */
  public static String join(String text) {
    List<String> lines = List.of(text.split("\n", -1));
    return join(lines, width(lines));
  }

  /**
   * Joins lines of a text that is wrapped at this width.
   *
   * @param width as {@link #width} found it
   */
  public static String join(List<String> lines, int width) {
    if (width == 0) {
      return String.join("\n", lines);
    }
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      joined.append(lines.get(i));
      if (i + 1 < lines.size()) {
        joined.append(isForced(lines.get(i), lines.get(i + 1), width) ? ' ' : '\n');
      }
    }
    return joined.toString();
  }

  /** Returns the width in characters that a text is wrapped at; 0 where it is not wrapped. */
  public static int width(List<String> lines) {
    int width = usualWidth(lines);
    return width < WIDTH_MIN || width > WIDTH_MAX || !isWrapped(lines, width) ? 0 : width;
  }

  private static int usualWidth(List<String> lines) {
    List<Integer> lengths = new ArrayList<>();
    for (String line : lines) {
      if (!line.isBlank()) {
        lengths.add(line.length());
      }
    }
    lengths.sort(null);
    return lengths.size() < LINES_MIN ? 0 : lengths.get((int) ((lengths.size() - 1) * WIDTH_SHARE));
  }

  private static boolean isWrapped(List<String> lines, int width) {
    int within = 0;
    int forced = 0;
    for (int i = 0; i + 1 < lines.size(); i++) {
      if (!lines.get(i).isBlank() && !lines.get(i + 1).isBlank()) {
        within++;
        forced += isForced(lines.get(i), lines.get(i + 1), width) ? 1 : 0;
      }
    }
    return forced > 0 && forced >= WRAPPED_SHARE * within;
  }

  /** Returns whether the next line's first word did not fit on this line. */
  private static boolean isForced(String line, String next, int width) {
    if (line.isBlank() || next.isBlank() || STARTS.matcher(next).matches()) {
      return false;
    }
    int blank = next.indexOf(' ');
    int word = blank < 0 ? next.length() : blank;
    return line.length() + 1 + word > width;
  }
}
