package ai.adjutant.inference.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rewrites what the engine reads otherwise than Python's into what both read alike; only within
 * tags and expressions.
 */
final class TemplateSource {
  /** Marks for training that mean nothing when a prompt is made. */
  private static final Pattern GENERATION =
      Pattern.compile("\\{%([-+]?)\\s*(end)?generation\\s*([-+]?)%}");

  /** A tag or expression, a comment, or a part that is no template. */
  private static final Pattern MARKED =
      Pattern.compile(
          "\\{#.*?#}|\\{%[-+]?\\s*raw\\s*[-+]?%}.*?\\{%[-+]?\\s*endraw\\s*[-+]?%}"
              + "|\\{([{%])(?:'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\""
              + "|[^'\"%}]++|(?![%}]}).)*+[%}]}",
          Pattern.DOTALL);

  /** Defines a function: its defaults are read well as they are. */
  private static final Pattern DEFINITION = Pattern.compile("\\{%[-+]?\\s*(?:macro|call)\\b");

  /** A slice that the engine can't cut. */
  private static final String REVERSED = "[::-1]";

  private static final Pattern NAMED = Pattern.compile("\\G\\s*[A-Za-z_]\\w*\\s*=(?!=)");
  private static final Pattern TEXT =
      Pattern.compile(
          "\\G(?:'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\")",
          Pattern.DOTALL);

  private TemplateSource() {}

  static String adapted(String source) {
    String plain =
        GENERATION
            .matcher(source)
            .replaceAll(mark ->
                "{%"
                    + mark.group(1)
                    + (mark.group(2) == null ? " if true " : " endif ")
                    + mark.group(3)
                    + "%}");
    return MARKED
        .matcher(plain)
        .replaceAll(found -> {
          String marked = found.group();
          boolean code = found.group(1) != null && !DEFINITION.matcher(marked).lookingAt();
          return Matcher.quoteReplacement(code ? nested(marked) : marked);
        });
  }

  /**
   * Puts the values of named arguments into brackets: the engine lets their names bind closer than
   * plus and minus.
   */
  private static String nested(String marked) {
    StringBuilder result = new StringBuilder();
    Deque<Boolean> named = new ArrayDeque<>();
    Matcher texts = TEXT.matcher(marked);
    Matcher names = NAMED.matcher(marked);
    int at = 0;
    while (at < marked.length()) {
      char c = marked.charAt(at);
      if (texts.find(at)) {
        result.append(texts.group());
        at = texts.end();
        continue;
      }
      if (marked.startsWith(REVERSED, at)) {
        result.append("|reverse");
        at += REVERSED.length();
        continue;
      }
      if ((c == ',' || c == ')' || c == ']' || c == '}') && Boolean.TRUE.equals(named.peek())) {
        result.append(')');
        named.pop();
        named.push(false);
      }
      if (c == ')' || c == ']' || c == '}') {
        named.poll();
      }
      result.append(c);
      at++;
      if (c == '(' || c == '[' || c == '{') {
        named.push(false);
      }
      if ((c == '(' || c == ',') && !named.isEmpty() && names.find(at)) {
        result.append(names.group()).append('(');
        at = names.end();
        named.pop();
        named.push(true);
      }
    }
    return result.toString();
  }
}
