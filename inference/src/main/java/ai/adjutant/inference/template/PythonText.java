package ai.adjutant.inference.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What Python does to texts where Java does otherwise. */
final class PythonText {
  private PythonText() {}

  static String strip(String text, String characters) {
    return leftStrip(rightStrip(text, characters), characters);
  }

  /**
   * Cuts from the beginning.
   *
   * @param characters which ones; empty for white space
   */
  static String leftStrip(String text, String characters) {
    int from = 0;
    while (from < text.length() && cuts(text.codePointAt(from), characters)) {
      from += Character.charCount(text.codePointAt(from));
    }
    return text.substring(from);
  }

  static String rightStrip(String text, String characters) {
    int to = text.length();
    while (to > 0 && cuts(text.codePointBefore(to), characters)) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return text.substring(0, to);
  }

  private static boolean cuts(int character, String characters) {
    return characters.isEmpty() ? isSpace(character) : characters.indexOf(character) >= 0;
  }

  private static boolean isSpace(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || character == 0x85;
  }

  /** The parts between separators, the empty ones too; at most so many cuts. */
  static List<String> split(String text, String separator, int cutsMax) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    int at = text.indexOf(separator);
    while (at >= 0 && parts.size() < cutsMax) {
      parts.add(text.substring(from, at));
      from = at + separator.length();
      at = text.indexOf(separator, from);
    }
    parts.add(text.substring(from));
    return parts;
  }

  /** The words of a text. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    String rest = leftStrip(text, "");
    while (!rest.isEmpty()) {
      int end = 0;
      while (end < rest.length() && !isSpace(rest.codePointAt(end))) {
        end += Character.charCount(rest.codePointAt(end));
      }
      words.add(rest.substring(0, end));
      rest = leftStrip(rest.substring(end), "");
    }
    return words;
  }

  /** JSON with the blanks that Python puts in, and no more escapes than it must have. */
  static String json(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        List<String> fields = new ArrayList<>();
        map.forEach((key, field) -> fields.add(quoted(String.valueOf(key)) + ": " + json(field)));
        yield "{" + String.join(", ", fields) + "}";
      }
      case Iterable<?> items -> {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(json(item)));
        yield "[" + String.join(", ", texts) + "]";
      }
      case String text -> quoted(text);
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      default -> throw new Refusal.Unknown("tojson knows no " + value.getClass().getSimpleName());
    };
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        case '\b' -> json.append("\\b");
        case '\f' -> json.append("\\f");
        default -> json.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
      }
    }
    return json.append('"').toString();
  }
}
