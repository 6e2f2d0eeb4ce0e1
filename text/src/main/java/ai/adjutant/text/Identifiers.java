package ai.adjutant.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the identifiers of a text and gives each one normal form: joined, in upper case, so that
 * {@code PPR-9087}, {@code ppr 9087} and {@code PPR9087} compare. Quantities ({@code 5 GB}, {@code
 * 2025}, {@code 10-12}), dates and ordinals are none. Pure.
 */
public final class Identifiers {
  /** Longest identifier, in UTF-16 code units; what is longer is a key or a digest. */
  private static final int LENGTH_MAX = 64;

  /** How far the wide forms of East Asian texts lie behind the plain ones. */
  private static final int WIDE = 0xfee0;

  private static final Map<String, String> DESIGNATORS =
      WordFile.keys(Identifiers.class, "identifier-words.txt");
  private static final Set<String> UNITS = WordFile.words(Identifiers.class, "unit-words.txt");

  /** Letters of scripts with cases; Korean particles follow a code without a blank. */
  private static final String LETTERS = "A-Za-z\\u00c0-\\u024f\\u0370-\\u04ff";

  private static final String LETTER = "[" + LETTERS + "]";
  private static final String PLAIN = "[" + LETTERS + "\\d]";
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<mail>[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,8})"
              + ("|(?<section>§§?\\s?(?<number>\\d+\\p{L}?)"
                  + "(?:\\s(?:Abs|Absatz|para)\\.?\\s(?<part>\\d+))?)")
              + "|(?<jo>[제第]\\s?(?<article>\\d+)\\s?[조条條])"
              + "|(?<token>"
              + PLAIN
              + "+(?:[-./_]"
              + PLAIN
              + "+){0,8})");
  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final Pattern COUNT = Pattern.compile("\\d+(?:[.,/]\\d+)?");
  private static final Pattern QUANTITY =
      Pattern.compile("\\d+(?:[.,/]\\d+)*[-./]?(?<unit>" + LETTER + "+(?:[-./]" + LETTER + "+)*)");
  private static final Pattern GROUPS = Pattern.compile("\\d+(?:-\\d+)+");
  private static final Pattern DOTTED = Pattern.compile("\\d+(?:\\.\\d+){2,8}");
  private static final Pattern DATE =
      Pattern.compile(
          "\\d{4}[-./]\\d{1,2}[-./]\\d{1,2}|\\d{1,2}[-./]\\d{1,2}[-./](?:\\d{4}|\\d{2})"
              + "|\\d{1,2}[-/]\\d{4}");
  private static final Pattern PREFIX = Pattern.compile("[A-Z]{2,5}");
  private static final Pattern VERSION_WORD = Pattern.compile("(?iu)version|release|ver|버전");

  private Identifiers() {}

  /** Returns the identifiers of a text in order of appearance; none overlaps another. */
  public static List<Identifier> of(String written) {
    String text = narrow(written);
    List<Identifier> found = new ArrayList<>();
    Matcher token = TOKEN.matcher(text);
    Token before = Token.NONE;
    while (token.find()) {
      Token here = new Token(token.group(), token.start(), token.end());
      if (token.group("mail") != null) {
        found.add(identifier(here.start(), here.end(), true, here.text()));
      } else if (token.group("section") != null) {
        found.add(section(token));
      } else if (token.group("jo") != null) {
        boolean certain = here.text().startsWith("제"); // 条 counts messages and roads too
        String article = "ARTICLE" + token.group("article");
        found.add(identifier(here.start(), here.end(), certain, article));
      } else {
        add(text, before, here, found);
      }
      before = here;
    }
    return found;
  }

  /** The text with plain letters, digits and signs for wide ones, as long as it was. */
  private static String narrow(String written) {
    if (written.chars().noneMatch(Identifiers::isWide)) {
      return written;
    }
    StringBuilder narrow = new StringBuilder(written);
    for (int i = 0; i < narrow.length(); i++) {
      if (isWide(narrow.charAt(i))) {
        narrow.setCharAt(i, (char) (narrow.charAt(i) - WIDE));
      }
    }
    return narrow.toString();
  }

  private static boolean isWide(int c) {
    return c > WIDE + ' ' && c <= WIDE + '~';
  }

  /** Returns the distinct normal forms of a text, at most so many, in order of appearance. */
  public static Set<String> forms(String text, int most) {
    Set<String> forms = new LinkedHashSet<>();
    for (Identifier identifier : of(text)) {
      for (String form : identifier.forms()) {
        if (forms.size() >= most) {
          return forms;
        }
        forms.add(form);
      }
    }
    return forms;
  }

  private static Identifier section(Matcher token) {
    String section = "PARAGRAPH" + token.group("number");
    return token.group("part") == null
        ? identifier(token.start(), token.end(), true, section)
        : identifier(
            token.start(), token.end(), true, section + "ABS" + token.group("part"), section);
  }

  private static void add(String text, Token before, Token here, List<Identifier> found) {
    if (here.text().length() > LENGTH_MAX || here.text().chars().noneMatch(Character::isDigit)) {
      return;
    }
    boolean adjoins = before.adjoins(here, text);
    String designator = adjoins ? DESIGNATORS.get(before.text().toLowerCase(Locale.ROOT)) : null;
    boolean count = COUNT.matcher(here.text()).matches();
    if (adjoins && count && VERSION_WORD.matcher(before.text()).matches()) {
      found.add(identifier(before.start(), here.end(), true, "V" + here.text()));
    } else if (designator != null && (count || isCode(here.text()))) {
      named(designator, before, here, count, found);
    } else if (isCode(here.text())) {
      found.add(identifier(here.start(), here.end(), isCertain(here.text()), here.text()));
    } else if (adjoins && PREFIX.matcher(before.text()).matches() && isPrefixed(before, here)) {
      String joined = before.text() + here.text();
      found.add(identifier(before.start(), here.end(), false, joined));
    }
  }

  /** A number behind "form" or "error": with its word, or else by itself where it is a code. */
  private static void named(
      String designator, Token before, Token here, boolean count, List<Identifier> found) {
    if (!count) {
      boolean certain = isCertain(here.text()) || GROUPS.matcher(here.text()).matches();
      found.add(
          identifier(before.start(), here.end(), certain, designator + here.text(), here.text()));
    } else if (DIGITS.matcher(here.text()).matches()) {
      // "error 404" is one; "item 3", "part 2" are places in a text unless the corpus says so
      boolean certain = here.text().length() >= 3;
      found.add(identifier(before.start(), here.end(), certain, designator + here.text()));
    }
  }

  private static boolean isPrefixed(Token before, Token here) {
    return DIGITS.matcher(here.text()).matches()
        && here.text().length() >= 2
        && !UNITS.contains(before.text().toLowerCase(Locale.ROOT));
  }

  private static boolean isCode(String token) {
    if (COUNT.matcher(token).matches() || DATE.matcher(token).matches()) {
      return false;
    }
    if (GROUPS.matcher(token).matches()) {
      return !isRange(token.split("-"));
    }
    Matcher quantity = QUANTITY.matcher(token);
    if (quantity.matches()) {
      String unit = quantity.group("unit");
      return !UNITS.contains(unit.toLowerCase(Locale.ROOT))
          && unit.chars().anyMatch(Character::isUpperCase);
    }
    return DOTTED.matcher(token).matches() || token.chars().anyMatch(Character::isLetter);
  }

  /** {@code 10-12} and {@code 2010-2015} are ranges, {@code 2407-1} is not. */
  private static boolean isRange(String[] groups) {
    return groups.length == 2
        && groups[0].length() < 10
        && groups[1].length() < 10
        && !groups[1].startsWith("0")
        && Long.parseLong(groups[0]) < Long.parseLong(groups[1]);
  }

  /** By its look alone: groups of digits, or capitals with at least three signs of a code. */
  private static boolean isCertain(String token) {
    if (GROUPS.matcher(token).matches()) {
      return token.length() >= 5 && token.split("-").length >= 3;
    }
    if (DOTTED.matcher(token).matches()) {
      return true;
    }
    long digits = token.chars().filter(Character::isDigit).count();
    boolean capitals = token.chars().anyMatch(Character::isUpperCase);
    boolean version = token.matches("v\\d+(?:\\.\\d+)+");
    return version || (digits >= 2 && (capitals ? token.length() >= 4 : isLowerCode(token)));
  }

  /** {@code ppr-9087} as people type it; {@code mid-2020} and {@code covid-19} are not certain. */
  private static boolean isLowerCode(String token) {
    return token.matches("\\p{L}{1,5}[-_]\\d{3,}")
        && !token.matches("(?:pre|mid|post|early|late|anti|since|seit|vor|nach|until|ab)-\\d{4}");
  }

  private static Identifier identifier(int start, int end, boolean certain, String... written) {
    return new Identifier(
        List.of(written).stream().map(Identifiers::normal).distinct().toList(),
        start,
        end,
        certain);
  }

  /** Joined and in upper case; dots between digits stay, since 2.31 is not 23.1. */
  private static String normal(String written) {
    if (written.indexOf('@') >= 0) {
      return written.toUpperCase(Locale.ROOT);
    }
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      boolean between =
          i > 0
              && i + 1 < written.length()
              && Character.isDigit(written.charAt(i - 1))
              && Character.isDigit(written.charAt(i + 1));
      if (Character.isLetterOrDigit(c) || (c == '.' && between)) {
        joined.append(c);
      }
    }
    return joined.toString().toUpperCase(Locale.ROOT);
  }

  /** A word of the text. */
  private record Token(String text, int start, int end) {
    static final Token NONE = new Token("", 0, 0);

    /** Returns whether only a blank, or an abbreviation's dot and a blank, stands between. */
    boolean adjoins(Token next, String whole) {
      if (this == NONE) {
        return false;
      }
      String between = whole.substring(end, next.start);
      return between.equals(" ") || between.equals(". ") || between.equals("\u00a0");
    }
  }
}
