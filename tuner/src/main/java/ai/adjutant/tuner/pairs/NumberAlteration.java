package ai.adjutant.tuner.pairs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Another year or number. */
final class NumberAlteration implements Alteration {
  static final String YEAR = "other-year";
  static final String NUMBER = "other-number";

  private static final Pattern NUMBERS =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}.,/–-])\\d{1,3}(?:,\\d{3})+(?![\\p{N}])(?![-–/]\\d)"
              + "|(?<![\\p{L}\\p{N}.,/–-])\\d+(?:\\.\\d+)?(?![-–/.,]*\\d)(?!\\p{L})");
  private static final Pattern YEARS = Pattern.compile("1[0-9]\\d\\d|20[0-4]\\d");
  private static final int TRIES = 8;
  private static final int DIGITS_MAX = 12;

  @Override
  public Optional<Altered> alter(String question, String passage, Random random) {
    List<MatchResult> all = new ArrayList<>(NUMBERS.matcher(question).results().toList());
    all.removeIf(one -> !Texts.holds(passage, one.group()) || one.group().length() > DIGITS_MAX);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    MatchResult one = all.get(random.nextInt(all.size()));
    boolean year = YEARS.matcher(one.group()).matches();
    for (int i = 0; i < TRIES; i++) {
      String other = other(one.group(), random);
      if (!Texts.holds(passage, other) && !other.equals(one.group())) {
        return Optional.of(
            new Altered(
                year ? YEAR : NUMBER,
                question.substring(0, one.start()) + other + question.substring(one.end()),
                one.group(),
                other));
      }
    }
    return Optional.empty();
  }

  /** A number of the same form that is near or far. */
  static String other(String number, Random random) {
    String digits = number.replace(",", "");
    int point = digits.indexOf('.');
    int decimals = point < 0 ? 0 : digits.length() - point - 1;
    long value = Long.parseLong(digits.replace(".", ""));
    long step =
        YEARS.matcher(number).matches()
            ? 1 + random.nextInt(12)
            : Math.max(1, Math.round(value * (0.05 + random.nextDouble())));
    if (value >= 100 && value % 10 == 0 && decimals == 0 && step >= 10) {
      step -= step % 10;
    }
    long other = random.nextBoolean() && value > step ? value - step : value + step;
    String text = String.valueOf(other);
    if (decimals > 0) {
      text = "0".repeat(Math.max(0, decimals + 1 - text.length())) + text;
      int whole = text.length() - decimals;
      return text.substring(0, whole) + "." + text.substring(whole);
    }
    return number.contains(",") ? String.format(java.util.Locale.ROOT, "%,d", other) : text;
  }
}
