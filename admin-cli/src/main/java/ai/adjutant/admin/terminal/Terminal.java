package ai.adjutant.admin.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a command writes: results on {@code out}, everything else on {@code err}. Text of documents
 * and people is made safe: no control character reaches a terminal.
 */
public final class Terminal {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WIDTH = 100;

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final boolean quiet;
  private final boolean interactive;

  /**
   * A terminal.
   *
   * @param interactive whether a person watches err
   */
  public Terminal(
      PrintWriter out, PrintWriter err, boolean json, boolean quiet, boolean interactive) {
    this.out = out;
    this.err = err;
    this.json = json;
    this.quiet = quiet;
    this.interactive = interactive;
  }

  /** An empty JSON object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** True when results are wanted as JSON. */
  public boolean json() {
    return json;
  }

  /** True when a person watches the progress. */
  public boolean interactive() {
    return interactive && !quiet;
  }

  /** True when only results and errors are wanted. */
  public boolean quiet() {
    return quiet;
  }

  /** A result line. */
  public void line(String format, Object... arguments) {
    out.println(arguments.length == 0 ? format : format.formatted(arguments));
    out.flush();
  }

  /**
   * A piece of a result's text as it comes, without a line break after it. It is exact for
   * programs; where a person watches, it is made safe.
   */
  public void text(String piece) {
    out.print(interactive ? safe(piece) : piece);
    out.flush();
  }

  /** A result as JSON. */
  public void result(JsonNode node) {
    try {
      out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }

  /** Something beside the result; not with {@code --quiet}. */
  public void note(String format, Object... arguments) {
    if (!quiet) {
      err.println(arguments.length == 0 ? format : format.formatted(arguments));
      err.flush();
    }
  }

  /** Something that must be seen. */
  public void warn(String message) {
    err.println(message);
    err.flush();
  }

  /** Replaces the progress line; only where a person watches. */
  void redraw(String line) {
    err.print("\r\u001b[K" + line);
    err.flush();
  }

  /** Columns, aligned; the first row is the head. */
  public void table(List<List<String>> rows) {
    List<Integer> widths = new ArrayList<>();
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        int width = row.get(i).length();
        if (i == widths.size()) {
          widths.add(width);
        } else {
          widths.set(i, Math.max(widths.get(i), width));
        }
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        boolean last = i == row.size() - 1;
        line.append(row.get(i));
        line.append(last ? "" : " ".repeat(widths.get(i) - row.get(i).length() + 2));
      }
      line("%s", line.toString());
    }
  }

  /**
   * Breaks text into lines of at most the terminal's width, each after an indent; line breaks of
   * the text are kept.
   */
  public static String wrap(String text, String indent) {
    return safe(text)
        .strip()
        .lines()
        .map(line -> line.isBlank() ? "" : wrapLine(line, indent))
        .collect(Collectors.joining("\n"));
  }

  private static String wrapLine(String line, String indent) {
    StringBuilder wrapped = new StringBuilder();
    int column = 0;
    for (String word : line.strip().split("\\s+")) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        wrapped.append('\n');
        column = 0;
      }
      if (column == 0) {
        wrapped.append(indent);
        column = indent.length();
      } else {
        wrapped.append(' ');
        column++;
      }
      wrapped.append(word);
      column += word.length();
    }
    return wrapped.toString();
  }

  /**
   * Text without characters that could command a terminal: controls, escapes, direction overrides.
   */
  public static String safe(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          boolean plain =
              c == '\n'
                  || c == '\t'
                  || !(Character.isISOControl(c)
                      || (c >= 0x202a && c <= 0x202e)
                      || (c >= 0x2066 && c <= 0x2069));
          safe.appendCodePoint(plain ? c : '\ufffd');
        });
    return safe.toString();
  }

  /** Text on one line, cut at a length. */
  public static String brief(String text, int length) {
    String line = safe(text).replaceAll("\\s+", " ").strip();
    return line.length() <= length ? line : line.substring(0, length - 1) + "…";
  }
}
