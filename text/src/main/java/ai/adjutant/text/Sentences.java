package ai.adjutant.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Splits text into sentences. A line break always ends one; within a line a sentence ends at a full
 * stop, a question or exclamation mark, or their East Asian forms, unless the stop belongs to an
 * abbreviation, an initial, a number or a list item's own number. Bullets are left out. Linear in
 * the text's length. Pure; any thread may call.
 */
public final class Sentences {
  private static final int ABBREVIATION_CHARACTERS_MAX = 12;

  /** Abbreviations that a sentence hardly ever ends with; lower case, without the last stop. */
  private static final Set<String> NEVER_LAST =
      Set.of(
          ("mr mrs ms dr prof st sr jr gen col maj capt lt sgt cmdr adm rev hon gov sen rep pres"
                  + " e.g i.e eg ie cf vs viz approx ca resp fig figs sec sect ch art para vol ed eds"
                  + " pp al z.b d.h bzw vgl ggf u.a nr abs hr fr dipl ing tel mme mlle mm sra sig dott"
                  + " avv bspw evtl inkl exkl zzgl")
              .split(" "));

  /** Abbreviations that end a sentence when a capital follows; before anything else they don't. */
  private static final Set<String> MAYBE_LAST =
      Set.of(
          ("etc inc ltd co corp llc bros dept est a.m p.m u.s u.k u.n e.u u.s.a d.c ph.d m.d b.a"
                  + " m.a usw jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat"
                  + " sun min max misc ext ave blvd rd mt ft assn")
              .split(" "));

  /** Abbreviations only where a number follows: "No. 5", "p. 12". */
  private static final Set<String> BEFORE_NUMBER = Set.of("no", "nos", "p", "art", "item", "pos");

  private Sentences() {}

  /** Sentences in order, without the white space around them; blank stretches are left out. */
  public static List<Span> split(String text) {
    List<Span> sentences = new ArrayList<>();
    int line = 0;
    while (line < text.length()) {
      int end = line;
      while (end < text.length() && !isLineBreak(text.charAt(end))) {
        end++;
      }
      splitLine(text, line, end, sentences);
      line = end + 1;
    }
    return List.copyOf(sentences);
  }

  private static void splitLine(String text, int start, int end, List<Span> into) {
    int from = afterBullet(text, start, end);
    int at = afterNumber(text, from, end);
    while (at < end) {
      char c = text.charAt(at);
      if (isEastAsianEnd(c)) {
        at = closingEnd(text, at + 1, end);
        add(text, from, at, into);
        from = at;
      } else if (isEnd(c)) {
        int stop = at;
        at = closingEnd(text, at + 1, end);
        if (endsSentence(text, from, stop, at, end)) {
          add(text, from, at, into);
          from = at;
        }
      } else {
        at++;
      }
    }
    add(text, from, end, into);
  }

  /** Whether the mark at {@code stop}, closed at {@code after}, ends the sentence. */
  private static boolean endsSentence(String text, int from, int stop, int after, int end) {
    if (after >= end) {
      return true;
    }
    if (!Character.isWhitespace(text.charAt(after))) {
      return false; // 3.14, example.org, U.S.-based
    }
    int next = skipBlanks(text, after, end);
    if (next >= end) {
      return true;
    }
    int following = text.codePointAt(opened(text, next, end));
    if (Character.isLowerCase(following)) {
      return false;
    }
    if (text.charAt(stop) != '.' || after - stop > 1) {
      return true; // "?", "!", "..", ".)" are no abbreviations
    }
    return !isAbbreviation(text, from, stop, following);
  }

  private static boolean isAbbreviation(String text, int from, int stop, int following) {
    int start = stop;
    while (start > from
        && stop - start <= ABBREVIATION_CHARACTERS_MAX
        && !isWordBorder(text.charAt(start - 1))) {
      start--;
    }
    String word = text.substring(start, stop).toLowerCase(Locale.ROOT);
    if (word.isEmpty() || word.length() > ABBREVIATION_CHARACTERS_MAX) {
      return false;
    }
    if (NEVER_LAST.contains(word)) {
      return true;
    }
    if (BEFORE_NUMBER.contains(word) && Character.isDigit(following)) {
      return true;
    }
    if (word.length() == 1 && Character.isUpperCase(text.charAt(start))) {
      return word.charAt(0) != 'i' && followsName(text, start, from);
    }
    return MAYBE_LAST.contains(word) && !Character.isUpperCase(following);
  }

  /** An initial is at the start or after a capitalised word: "J. R. Smith", not "plan B.". */
  private static boolean followsName(String text, int start, int from) {
    int at = start;
    while (at > from && Character.isWhitespace(text.charAt(at - 1))) {
      at--;
    }
    int word = at;
    while (word > from
        && at - word <= ABBREVIATION_CHARACTERS_MAX
        && !isWordBorder(text.charAt(word - 1))) {
      word--;
    }
    return word == at || Character.isUpperCase(text.charAt(word));
  }

  private static boolean isWordBorder(char c) {
    return Character.isWhitespace(c) || "([{\"'“‘„«/–—".indexOf(c) >= 0;
  }

  /** Past further end marks and whatever closes with them: quotes, brackets. */
  private static int closingEnd(String text, int from, int end) {
    int at = from;
    while (at < end
        && (isEnd(text.charAt(at))
            || isEastAsianEnd(text.charAt(at))
            || "\"')]}”’»」』）".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    return at;
  }

  private static int opened(String text, int from, int end) {
    int at = from;
    while (at < end - 1 && "\"'([{“‘„«「『（".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  /** Past a bullet and the blanks behind it. */
  private static int afterBullet(String text, int start, int end) {
    int at = skipBlanks(text, start, end);
    boolean bullet =
        at + 1 < end
            && "-*+•▪▫◦‣⁃·●○■□–—\uf0b7\uf0a7".indexOf(text.charAt(at)) >= 0
            && Character.isWhitespace(text.charAt(at + 1));
    return bullet ? skipBlanks(text, at + 1, end) : at;
  }

  /** Past a list item's own number, "3. " or "a) " or "2.1. ", which is no sentence. */
  private static int afterNumber(String text, int start, int end) {
    int at = start;
    while (at < end && at - start < 8 && isNumbering(text.charAt(at))) {
      at++;
    }
    boolean letter = at == start && at + 1 < end && Character.isLetter(text.charAt(at));
    if (letter) {
      at++;
    }
    boolean marked = at > start && at < end && ".)".indexOf(text.charAt(at)) >= 0;
    boolean dotted = at > start && at < end && text.charAt(at - 1) == '.';
    if (marked && at + 1 < end && Character.isWhitespace(text.charAt(at + 1))) {
      return at + 1;
    }
    return dotted && Character.isWhitespace(text.charAt(at)) ? at : start;
  }

  private static boolean isNumbering(char c) {
    return Character.isDigit(c) || c == '.';
  }

  private static int skipBlanks(String text, int from, int end) {
    int at = from;
    while (at < end && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isEnd(char c) {
    return c == '.' || c == '!' || c == '?' || c == '…' || c == '؟' || c == '।';
  }

  private static boolean isEastAsianEnd(char c) {
    return c == '。' || c == '！' || c == '？' || c == '｡';
  }

  private static boolean isLineBreak(char c) {
    return c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029' || c == '\f';
  }

  private static void add(String text, int start, int end, List<Span> into) {
    int from = skipBlanks(text, start, end);
    int to = end;
    while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
      to--;
    }
    if (from < to) {
      into.add(new Span(from, to));
    }
  }
}
