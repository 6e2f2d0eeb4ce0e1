package ai.adjutant.retriever.parse.validity;

import ai.adjutant.text.WordFile;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Describes a date as people write it: {@code 1 March 2025}, {@code 1. März 2025}, {@code
 * 01.03.2025}, {@code March 2025}, {@code 2025년 3월 1일}, {@code 2025-03-01}.
 *
 * @param end where it ends in the text, exclusive
 * @param first its first day; null where there is no such day, as in 31 February
 * @param last its last day, which is another one where only a month is given
 * @param unclear true where day and month may as well be the other way round
 */
record WrittenDate(int end, @Nullable LocalDate first, @Nullable LocalDate last, boolean unclear) {
  private static final String YEAR = "((?:19|20|21)\\d{2})";
  private static final String NAME = "(\\p{L}{3,12})\\.?";
  private static final Pattern DATE =
      Pattern.compile(
          "(?:"
              + (YEAR + "(\\d{2})(\\d{2})") // 1 to 3
              + "|"
              + (YEAR
                  + "\\s?[-/.]\\s?(\\d{1,2})\\s?[-/.]\\s?(\\d{1,2})\\.?(?:[T ]\\d{2}:\\d{2}\\S*)?")
              + "|"
              + (YEAR + "\\s?[년年]\\s?(\\d{1,2})\\s?[월月](?:\\s?(\\d{1,2})\\s?[일日])?") // 7 to 9
              + "|"
              + ("(\\d{1,2})(?:st|nd|rd|th|er|\\.|º)?[\\s-]{0,2}(?:of |de )?" + NAME)
              + (",?[\\s-]{0,2}(?:of |de )?" + YEAR) // 10 to 12
              + "|"
              + (NAME + "\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+" + YEAR) // 13 to 15
              + "|"
              + (NAME + "\\s+(?:de )?" + YEAR) // 16, 17
              + "|"
              + ("(\\d{1,2})\\s?([./-])\\s?(\\d{1,2})\\s?[./-]\\s?("
                  + YEAR
                  + "|\\d{2})") // 18 to 22
              + "|"
              + ("(\\d{1,2})[./]" + YEAR) // 23, 24
              + ")(?![\\p{L}\\d&&[^\\p{IsHangul}]])");

  private static final Map<String, Integer> MONTHS = months();

  private static Map<String, Integer> months() {
    Map<String, Integer> months = new HashMap<>();
    List<String> lines = WordFile.lines(WrittenDate.class, "months.txt");
    for (int i = 0; i < lines.size(); i++) {
      for (String name : lines.get(i).split(" ", -1)) {
        months.put(name, i + 1);
      }
    }
    return months;
  }

  /** The date that begins exactly there; null where none does. */
  static @Nullable WrittenDate at(String text, int start, DayOrder order) {
    Matcher date = DATE.matcher(text).region(start, text.length());
    date.useTransparentBounds(true);
    return date.lookingAt() ? read(date, order) : null;
  }

  private static @Nullable WrittenDate read(Matcher date, DayOrder order) {
    int end = date.end();
    if (date.group(1) != null) {
      return day(end, date.group(1), number(date, 2), number(date, 3));
    }
    if (date.group(4) != null) {
      return day(end, date.group(4), number(date, 5), number(date, 6));
    }
    if (date.group(7) != null) {
      return date.group(9) == null
          ? month(end, date.group(7), number(date, 8))
          : day(end, date.group(7), number(date, 8), number(date, 9));
    }
    if (date.group(10) != null) {
      int month = named(date.group(11));
      return month == 0 ? null : day(end, date.group(12), month, number(date, 10));
    }
    if (date.group(13) != null) {
      int month = named(date.group(13));
      return month == 0 ? null : day(end, date.group(15), month, number(date, 14));
    }
    if (date.group(16) != null) {
      int month = named(date.group(16));
      return month == 0 ? null : month(end, date.group(17), month);
    }
    return date.group(18) != null
        ? numeric(date, order)
        : month(end, date.group(24), number(date, 23));
  }

  private static WrittenDate numeric(Matcher date, DayOrder order) {
    String year = date.group(21).length() == 2 ? "20" + date.group(21) : date.group(21);
    int a = number(date, 18);
    int b = number(date, 20);
    boolean dotted = date.group(19).equals(".");
    boolean either = a <= 12 && b <= 12 && a != b;
    boolean monthFirst = b > 12 || (a <= 12 && !dotted && order == DayOrder.MONTH_FIRST);
    WrittenDate read = monthFirst ? day(date.end(), year, a, b) : day(date.end(), year, b, a);
    boolean unclear = either && !dotted && order == DayOrder.UNKNOWN;
    return new WrittenDate(read.end, read.first, read.last, unclear);
  }

  private static int number(Matcher date, int group) {
    return Integer.parseInt(date.group(group));
  }

  private static int named(String name) {
    return MONTHS.getOrDefault(name.toLowerCase(Locale.ROOT), 0);
  }

  private static WrittenDate day(int end, String year, int month, int day) {
    try {
      LocalDate date = LocalDate.of(Integer.parseInt(year), month, day);
      return new WrittenDate(end, date, date, false);
    } catch (DateTimeException e) {
      return new WrittenDate(end, null, null, false); // no such day
    }
  }

  private static WrittenDate month(int end, String year, int month) {
    if (month < 1 || month > 12) {
      return new WrittenDate(end, null, null, false);
    }
    YearMonth whole = YearMonth.of(Integer.parseInt(year), month);
    return new WrittenDate(end, whole.atDay(1), whole.atEndOfMonth(), false);
  }

  /** States which comes first in {@code 03/04/2025}. */
  enum DayOrder {
    DAY_FIRST,
    MONTH_FIRST,
    /** Read day first, and doubted. */
    UNKNOWN;

    /**
     * The order of a language.
     *
     * @param language BCP 47; empty when unknown
     */
    static DayOrder of(String language) {
      Locale locale = Locale.forLanguageTag(language);
      if (locale.getCountry().equals("US")) {
        return MONTH_FIRST;
      }
      boolean english = locale.getLanguage().equals("en") && locale.getCountry().isEmpty();
      return english || locale.getLanguage().isEmpty() ? UNKNOWN : DAY_FIRST;
    }
  }
}
