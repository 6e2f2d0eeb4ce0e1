package ai.adjutant.tuner.encoder;

import ai.adjutant.tuner.data.Seeds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Divides questions into two parts by a checksum of their keys: the same questions and seed give
 * the same parts, whatever order they come in, and questions of one matter stay together.
 *
 * @param first the part that was asked for
 * @param second the rest
 */
record Division(List<OwnQuestion> first, List<OwnQuestion> second) {
  Division {
    first = List.copyOf(first);
    second = List.copyOf(second);
  }

  /**
   * Divides.
   *
   * @param share of the questions that come into the first part, or a few more
   */
  static Division of(List<OwnQuestion> questions, double share, long seed) {
    Map<String, List<OwnQuestion>> groups =
        questions.stream()
            .collect(Collectors.groupingBy(OwnQuestion::key, TreeMap::new, Collectors.toList()));
    List<String> order = new ArrayList<>(groups.keySet());
    order.sort(
        Comparator.<String>comparingLong(key -> Seeds.of(seed, key.hashCode()))
            .thenComparing(Comparator.naturalOrder()));
    List<OwnQuestion> first = new ArrayList<>();
    List<OwnQuestion> second = new ArrayList<>();
    for (String key : order) {
      boolean more = first.size() < share * questions.size();
      (more ? first : second).addAll(groups.getOrDefault(key, List.of()));
    }
    return new Division(first, second);
  }
}
