package ai.adjutant.inference.embed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which texts go into a run together: texts of like length, few enough that a run stays short. On a
 * processor a batch pays while its texts are short (eight tokens 2.7 times, sixteen 1.9, from
 * sixty-four on nothing), therefore chunks go alone and lists of names or questions do not.
 */
final class Batches {
  /** Tokens of a run of several texts, padding included. */
  static final int RUN_TOKENS_MAX = 256;

  private static final int ROWS_MAX = 16;

  /**
   * Few scripts put more characters into a token; too low a guess is mended once tokens are known.
   */
  private static final int CHARACTERS_PER_TOKEN = 3;

  private static final int SPECIAL_TOKENS = 2;

  private Batches() {}

  /** Texts by number, one alone. */
  static List<List<Integer>> single(int texts) {
    return IntStream.range(0, texts).mapToObj(List::of).toList();
  }

  /** Before tokens are known: by a guess from the number of characters. */
  static List<List<Integer>> guessed(List<String> texts) {
    return of(
        texts.stream().map(text -> text.length() / CHARACTERS_PER_TOKEN + SPECIAL_TOKENS).toList());
  }

  /**
   * By lengths in tokens: shortest first, each group at most {@value #RUN_TOKENS_MAX} if padded.
   */
  static List<List<Integer>> of(List<Integer> lengths) {
    List<Integer> order =
        IntStream.range(0, lengths.size())
            .boxed()
            .sorted(Comparator.comparing(lengths::get))
            .toList();
    List<List<Integer>> groups = new ArrayList<>();
    List<Integer> group = new ArrayList<>();
    for (int text : order) {
      boolean full =
          group.size() == ROWS_MAX
              || (long) lengths.get(text) * (group.size() + 1) > RUN_TOKENS_MAX;
      if (full && !group.isEmpty()) {
        groups.add(List.copyOf(group));
        group.clear();
      }
      group.add(text);
    }
    if (!group.isEmpty()) {
      groups.add(List.copyOf(group));
    }
    return groups;
  }
}
