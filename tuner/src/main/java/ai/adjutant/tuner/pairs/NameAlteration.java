package ai.adjutant.tuner.pairs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Another name of the same type, or another number, letter or numeral of a model. */
final class NameAlteration implements Alteration {
  static final String KIND = "sibling-entity";

  private static final Pattern MODEL =
      Pattern.compile("\\b\\p{Lu}[\\p{L}-]+ ([IVX]{1,4}|[A-HJ-Z]|\\d{1,3})(?![\\p{L}\\p{N},.'’])");
  private static final List<String> NUMERALS =
      List.of("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X");
  private static final int TRIES = 8;

  private final NamePool pool;
  private final Map<String, NamePool> near;

  /**
   * Takes names.
   *
   * @param pool of any
   * @param near of what a passage is about, by passage: preferred, as they are harder to tell
   */
  NameAlteration(NamePool pool, Map<String, NamePool> near) {
    this.pool = pool;
    this.near = Map.copyOf(near);
  }

  @Override
  public Optional<Altered> alter(String question, String passage, Random random) {
    Optional<Altered> model = otherModel(question, passage, random);
    if (model.isPresent()) {
      return model;
    }
    List<Name> names =
        Name.of(question).stream().filter(name -> Texts.holds(passage, name.text())).toList();
    if (names.isEmpty()) {
      return Optional.empty();
    }
    Name name = names.get(random.nextInt(names.size()));
    Optional<String> sibling = near.getOrDefault(passage, pool).other(name, passage, random);
    return sibling
        .or(() -> pool.other(name, passage, random))
        .map(other -> altered(question, name.start(), name.end(), other));
  }

  private static Optional<Altered> otherModel(String question, String passage, Random random) {
    Matcher matcher = MODEL.matcher(question);
    if (!matcher.find() || !Texts.holds(passage, matcher.group())) {
      return Optional.empty();
    }
    String mark = matcher.group(1);
    String stem = matcher.group().substring(0, matcher.start(1) - matcher.start());
    for (int i = 0; i < TRIES; i++) {
      String other = otherMark(mark, random);
      if (!other.equals(mark) && !Texts.holds(passage, stem + other)) {
        return Optional.of(altered(question, matcher.start(), matcher.end(), stem + other));
      }
    }
    return Optional.empty();
  }

  private static String otherMark(String mark, Random random) {
    if (NUMERALS.contains(mark) && !mark.equals("X")) {
      return NUMERALS.get(random.nextInt(NUMERALS.size()));
    }
    return Character.isDigit(mark.charAt(0))
        ? String.valueOf(Integer.parseInt(mark) + 1 + random.nextInt(4))
        : String.valueOf((char) ('A' + random.nextInt(26)));
  }

  private static Altered altered(String question, int start, int end, String now) {
    return new Altered(
        KIND,
        question.substring(0, start) + now + question.substring(end),
        question.substring(start, end),
        now);
  }
}
