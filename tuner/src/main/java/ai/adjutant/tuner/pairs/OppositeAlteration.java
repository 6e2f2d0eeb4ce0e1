package ai.adjutant.tuner.pairs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** The opposite of a condition: before for after, private for business. */
final class OppositeAlteration implements Alteration {
  static final String KIND = "other-condition";

  private static final int STEM = 5;

  private final List<WordLists.Entry> pairs = new ArrayList<>();

  OppositeAlteration(Part part) {
    for (WordLists.Entry pair : part.half(WordLists.entries("opposites"))) {
      pairs.add(pair);
      pairs.add(new WordLists.Entry(pair.right(), pair.left()));
    }
  }

  @Override
  public Optional<Altered> alter(String question, String passage, Random random) {
    List<WordLists.Entry> fit =
        pairs.stream()
            .filter(pair -> standsIn(question, pair.left()))
            .filter(pair -> Texts.holds(passage, pair.left()) && !isNear(passage, pair.right()))
            .toList();
    if (fit.isEmpty()) {
      return Optional.empty();
    }
    WordLists.Entry pair = fit.get(random.nextInt(fit.size()));
    String text = Texts.replaced(question, pair.left(), pair.right());
    return Optional.of(new Altered(KIND, text, pair.left(), pair.right()));
  }

  private static boolean standsIn(String question, String word) {
    return !Texts.replaced(question, word, word + "x").equals(question);
  }

  /** Whether the word or another of its forms stands in the passage. */
  private static boolean isNear(String passage, String word) {
    String stem = word.length() > STEM ? word.substring(0, STEM) : word;
    return word.length() > STEM
        ? passage.toLowerCase(Locale.ROOT).contains(stem)
        : Texts.holds(passage, word);
  }
}
