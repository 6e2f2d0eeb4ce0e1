package ai.adjutant.inference.template;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.Set;

/**
 * Holds a template against bounds before anything is made of it: the engine descends into whatever
 * is nested, and takes longer than its length for what is long within one tag. Those of published
 * models have 6,000 characters, blocks nested 6 deep, brackets 5 deep and 50 words and signs within
 * a tag.
 */
final class TemplateBounds {
  static final int LENGTH_MAX = 1 << 17;
  static final int BLOCKS_MAX = 64;
  static final int BRACKETS_MAX = 32;
  static final int WORDS_MAX = 500;
  static final int TAG_LENGTH_MAX = 1 << 14;

  /** Tags that end with a tag of their own. */
  private static final Set<String> BLOCKS =
      Set.of("if", "for", "macro", "call", "filter", "block", "raw", "generation", "with");

  private final String source;
  private int at;
  private int line = 1;
  private int blocks;

  private TemplateBounds(String source) {
    this.source = source;
  }

  /**
   * Checks a template.
   *
   * @throws AdjutantException TEMPLATE_BROKEN, saying which bound and where
   */
  static void check(String source) {
    if (source.length() > LENGTH_MAX) {
      throw ChatTemplate.broken(
          "", "it has " + source.length() + " characters, at most " + LENGTH_MAX, null);
    }
    new TemplateBounds(source).check();
  }

  private void check() {
    while (at < source.length() - 1) {
      char second = source.charAt(at + 1);
      if (source.charAt(at) == '{' && (second == '{' || second == '%')) {
        tag();
      } else {
        step();
      }
    }
  }

  private char step() {
    char c = source.charAt(at++);
    if (c == '\n') {
      line++;
    }
    return c;
  }

  /** A comment or raw part that holds tags is held against the bounds like any other. */
  private void tag() {
    boolean statement = source.charAt(at + 1) == '%';
    int begin = at;
    at += 2;
    int brackets = 0;
    int words = 0;
    while (at < source.length() && !ends(statement, brackets)) {
      char c = step();
      if (c == '\'' || c == '"') {
        text(c);
      } else if (Character.isJavaIdentifierStart(c)) {
        String word = word(at - 1);
        if (statement && words == 0) {
          block(word);
        }
      } else if (c == '(' || c == '[' || c == '{') {
        bound("brackets nested", ++brackets, BRACKETS_MAX);
      } else if (c == ')' || c == ']' || c == '}') {
        brackets = Math.max(0, brackets - 1);
      }
      if (!Character.isWhitespace(c) && !(words == 0 && (c == '-' || c == '+'))) {
        bound("words and signs in a tag", ++words, WORDS_MAX);
      }
      bound("characters in a tag", at - begin, TAG_LENGTH_MAX);
    }
  }

  private boolean ends(boolean statement, int brackets) {
    return statement ? source.startsWith("%}", at) : brackets == 0 && source.startsWith("}}", at);
  }

  private void text(char quote) {
    while (at < source.length()) {
      char c = step();
      if (c == '\\' && at < source.length()) {
        step();
      } else if (c == quote) {
        return;
      }
    }
  }

  private String word(int from) {
    while (at < source.length() && Character.isJavaIdentifierPart(source.charAt(at))) {
      at++;
    }
    return source.substring(from, at);
  }

  private void block(String word) {
    if (BLOCKS.contains(word)) {
      bound("blocks nested", ++blocks, BLOCKS_MAX);
    } else if (word.startsWith("end") && BLOCKS.contains(word.substring(3))) {
      blocks = Math.max(0, blocks - 1);
    }
  }

  private void bound(String what, int count, int most) {
    if (count > most) {
      throw ChatTemplate.broken(", line " + line, "it has more than " + most + " " + what, null);
    }
  }
}
