package ai.adjutant.retriever.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Divides a question into the units that terms are made of: words, and the single characters of
 * scripts that put no blanks between words. A change of script is a border. Immutable.
 */
final class TermSpans {
  /** Longest form that is looked for, in words. */
  private static final int WORDS_MAX = 6;

  /** Longest in characters of scripts without blanks. */
  private static final int CHARACTERS_MAX = 16;

  /** Units of a question that are looked up; long questions are texts rather than questions. */
  private static final int WORD_UNITS_MAX = 64;

  private static final int UNITS_MAX = 400;

  private static final String EAST_ASIAN = "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}ー";
  private static final String LETTERS = "[\\p{L}\\p{N}&&[^\\p{Lo}" + EAST_ASIAN + "]]+";

  private static final Pattern UNIT =
      Pattern.compile(
          "(?<unspaced>["
              + EAST_ASIAN
              + "])|"
              + LETTERS
              + "(?:[&/-]"
              + LETTERS
              + ")*|[\\p{Lo}&&[^"
              + EAST_ASIAN
              + "]]+");

  /** Characters that no word begins with, so that none ends before them. */
  private static final String GOES_ON = "ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ";

  private record Unit(int start, int end, boolean unspaced) {}

  private final String question;
  private final List<Unit> units;

  private TermSpans(String question, List<Unit> units) {
    this.question = question;
    this.units = units;
  }

  static TermSpans of(String question) {
    List<Unit> units = new ArrayList<>();
    Matcher unit = UNIT.matcher(question);
    int words = 0;
    while (words < WORD_UNITS_MAX && units.size() < UNITS_MAX && unit.find()) {
      boolean unspaced = unit.group("unspaced") != null;
      words += unspaced ? 0 : 1;
      units.add(new Unit(unit.start(), unit.end(), unspaced));
    }
    return new TermSpans(question, List.copyOf(units));
  }

  int count() {
    return units.size();
  }

  /** Returns how many units the longest form may have that starts with this one. */
  int longest(int first) {
    int words = 0;
    int characters = 0;
    int next = first;
    while (next < units.size() && (next == first || joins(next - 1, next))) {
      words += units.get(next).unspaced() ? 0 : 1;
      characters += units.get(next).unspaced() ? 1 : 0;
      if (words > WORDS_MAX || characters > CHARACTERS_MAX) {
        break;
      }
      next++;
    }
    return next - first;
  }

  /** Words may be parted by blanks and signs; characters of a word are not. */
  private boolean joins(int before, int next) {
    boolean unspaced = units.get(before).unspaced() || units.get(next).unspaced();
    return !unspaced || units.get(before).end() == units.get(next).start();
  }

  /** Returns whether a form may lie there: it cuts no word, and is more than a character. */
  boolean mayHold(int first, int count) {
    Unit begin = units.get(first);
    if (count == 1) {
      return !begin.unspaced();
    }
    int end = units.get(first + count - 1).end();
    return !(begin.unspaced() && goesOn(begin.start()))
        && !(end < question.length() && goesOn(end));
  }

  private boolean goesOn(int at) {
    return GOES_ON.indexOf(question.charAt(at)) >= 0;
  }

  /**
   * Returns how a form begins that starts with this unit, if that is of a script without blanks;
   * else empty.
   */
  String beginning(int first) {
    boolean two =
        units.get(first).unspaced()
            && first + 1 < units.size()
            && units.get(first + 1).unspaced()
            && joins(first, first + 1);
    return two ? written(first, 2) : "";
  }

  /** Returns the question's text from one unit over so many. */
  String written(int first, int count) {
    return question.substring(units.get(first).start(), units.get(first + count - 1).end());
  }
}
