package ai.adjutant.tuner.pairs;

import ai.adjutant.tuner.triples.Triple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Makes pairs of an answered question and one that shares every word with it but the matter. */
final class Matters {
  private static final int NEIGHBOURS = 60;

  private final List<Alteration> rules;
  private final Map<String, String> licenses;

  Matters(Part part, List<Triple> all, Map<String, String> licenses) {
    List<String> questions = all.stream().map(Triple::question).distinct().toList();
    rules =
        List.of(
            new AttributeAlteration(part, questions),
            new OppositeAlteration(part),
            new NumberAlteration(),
            new NameAlteration(new NamePool(questions), near(all)));
    this.licenses = Map.copyOf(licenses);
  }

  /** Names in the questions on neighbouring passages, which mostly are of the same article. */
  private static Map<String, NamePool> near(List<Triple> all) {
    Map<String, NamePool> near = new HashMap<>();
    for (int i = 0; i < all.size(); i += NEIGHBOURS) {
      List<Triple> block = all.subList(i, Math.min(i + NEIGHBOURS, all.size()));
      NamePool names = new NamePool(block.stream().map(Triple::question).toList());
      block.forEach(triple -> near.put(triple.context(), names));
    }
    return near;
  }

  /**
   * Makes pairs, the answered question first.
   *
   * @param rows at most so many
   */
  List<MadeTriple> pairs(List<Triple> from, int rows, Random random) {
    List<Triple> order = new ArrayList<>(from);
    Collections.shuffle(order, random);
    List<MadeTriple> made = new ArrayList<>();
    int[] byRule = new int[rules.size()];
    long pair = 0;
    for (Triple triple : order) {
      if (made.size() + 2 > rows) {
        break;
      }
      for (int i = 0; i < rules.size(); i++) {
        if (i == rules.size() - 1 && byRule[i] * 2 > rows * 0.6 && random.nextInt(3) > 0) {
          continue; // names apply nearly everywhere, the others hardly anywhere
        }
        Optional<Alteration.Altered> altered =
            rules.get(i).alter(triple.question(), triple.context(), random);
        if (altered.isPresent()) {
          byRule[i]++;
          pair++;
          made.addAll(both(triple, altered.get(), pair));
          break;
        }
      }
    }
    return made;
  }

  private List<MadeTriple> both(Triple triple, Alteration.Altered altered, long pair) {
    String license = licenses.getOrDefault(triple.source(), "");
    Triple without =
        new Triple(triple.source(), triple.context(), altered.text(), List.of(), false);
    return List.of(
        new MadeTriple(triple, MadeTriple.ORIGINAL, pair, license),
        new MadeTriple(without, altered.kind(), pair, license));
  }
}
