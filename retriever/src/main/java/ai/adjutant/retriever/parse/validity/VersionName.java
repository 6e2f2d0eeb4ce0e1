package ai.adjutant.retriever.parse.validity;

import ai.adjutant.retriever.parse.text.Whitespace;
import ai.adjutant.retriever.parse.validity.WrittenDate.DayOrder;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Describes how a document names another one, or an earlier version of itself: {@code Visitor SOP
 * of 1 March 2023}, {@code SOP-12 v3}, {@code previous version}.
 *
 * @param name title, number or file; empty where it speaks of a version of the document itself
 * @param date when the version came into force; null where none is named
 * @param version what the version is called; empty where it is not
 * @param all true where it speaks of all earlier versions
 */
public record VersionName(String name, @Nullable LocalDate date, String version, boolean all) {
  private static final int CHARACTERS_MAX = 300;

  private static final Pattern VERSION =
      Pattern.compile(
          "(?iu)[\\s,(]*(?<![\\p{L}\\d])"
              + "(?:version|ver|v|revision|rev|edition|ed|fassung|ausgabe|버전)\\.?"
              + "(?:\\s+(?:no|nr)\\.?)?(?:\\s*(\\d[\\w.]*)|\\s+([A-Za-z]))\\)?$");

  private static final Pattern DATED =
      Pattern.compile("(?iu)[\\s,(]*(?:(?:dated|of|from|vom|von|datiert)\\s*)?$");

  private static final Pattern OWN =
      Pattern.compile(
          "(?iu)^(?:the |die |der |das )?(all |alle )?(?:other |previous |earlier |former |prior"
              + " |older |last |vorherigen? |vorigen? |früheren? |bisherigen? |älteren? |이전 |종전 )?"
              + "(?:versions?|editions?|revisions?|fassung(?:en)?|ausgaben?|version(?:en)?|issues?|버전|판)(?:"
              + " of this (?:document|policy|procedure|sop))?$");

  private static final Pattern ARTICLE = Pattern.compile("(?iu)^(?:the |die |der |das |den )");

  /** Reads a name. */
  public static VersionName of(String written) {
    String rest = Whitespace.collapse(written);
    rest = rest.substring(0, Math.min(rest.length(), CHARACTERS_MAX));
    @Nullable LocalDate date = null;
    for (int at = 0; at < rest.length() && date == null; at++) {
      if (at > 0 && Character.isLetterOrDigit(rest.charAt(at - 1))) {
        continue;
      }
      @Nullable WrittenDate found = WrittenDate.at(rest, at, DayOrder.DAY_FIRST);
      if (found != null && found.first() != null && at + 8 <= found.end()) {
        date = found.first();
        String before = DATED.matcher(rest.substring(0, at)).replaceFirst("");
        rest = (before + " " + rest.substring(found.end()).replaceFirst("^\\)", "")).strip();
      }
    }
    String version = "";
    Matcher last = VERSION.matcher(rest);
    if (last.find()) {
      String called = last.group(1) == null ? last.group(2) : last.group(1);
      version = called.toLowerCase(Locale.ROOT);
      rest = rest.substring(0, last.start()).strip();
    }
    Matcher own = OWN.matcher(rest);
    if (own.matches()) {
      boolean all = own.group(1) != null || rest.toLowerCase(Locale.ROOT).matches(".*(s|en)$");
      return new VersionName("", date, version, all);
    }
    return new VersionName(ARTICLE.matcher(rest).replaceFirst(""), date, version, false);
  }
}
