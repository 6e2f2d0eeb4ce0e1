import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One flat JSON object on one line: numbers, text and booleans, nothing nested. */
final class Line {
  private static final Pattern MEMBER =
      Pattern.compile(
          "\"([a-z0-9_]+)\"\\s*:\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([-+0-9.eE]+|true|false|null))");

  private final Map<String, Object> members = new LinkedHashMap<>();

  Line with(String name, String value) {
    members.put(name, value);
    return this;
  }

  Line with(String name, double value) {
    members.put(name, value);
    return this;
  }

  Line with(String name, boolean value) {
    members.put(name, value);
    return this;
  }

  Line withAll(Line other) {
    members.putAll(other.members);
    return this;
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  String text(String name) {
    return String.valueOf(members.get(name));
  }

  double number(String name) {
    if (members.get(name) instanceof Double value) {
      return value;
    }
    throw new IllegalArgumentException("no number " + name + " in " + this);
  }

  int integer(String name) {
    return (int) number(name);
  }

  static Line parse(String json) {
    Line line = new Line();
    Matcher matcher = MEMBER.matcher(json);
    while (matcher.find()) {
      String plain = matcher.group(3);
      if (plain == null) {
        line.with(matcher.group(1), matcher.group(2).replace("\\\"", "\"").replace("\\\\", "\\"));
      } else if (plain.equals("true") || plain.equals("false")) {
        line.with(matcher.group(1), plain.equals("true"));
      } else if (!plain.equals("null")) {
        line.with(matcher.group(1), Double.parseDouble(plain));
      }
    }
    return line;
  }

  @Override
  public String toString() {
    StringBuilder json = new StringBuilder("{");
    members.forEach((name, value) ->
        json.append(json.length() > 1 ? "," : "")
            .append('"')
            .append(name)
            .append("\":")
            .append(show(value)));
    return json.append('}').toString();
  }

  private static String show(Object value) {
    return switch (value) {
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          Long.toString(number.longValue());
      case Double number ->
          String.format(Locale.ROOT, Math.abs(number) < 1 ? "%.5f" : "%.3f", number);
      case String text ->
          '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ") + '"';
      default -> value.toString();
    };
  }
}
