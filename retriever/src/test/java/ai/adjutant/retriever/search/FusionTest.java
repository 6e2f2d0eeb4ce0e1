package ai.adjutant.retriever.search;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retriever.index.IndexView.ScoredDoc;
import ai.adjutant.retriever.search.Fusion.Fused;
import ai.adjutant.retriever.search.Fusion.Ranked;
import ai.adjutant.retriever.search.FusionSettings.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties of fusion on random lists; the seed stands in the test's name. */
final class FusionTest {
  private static List<Ranked> legs(Random random) {
    List<Ranked> legs = new ArrayList<>();
    for (Leg leg : List.of(Leg.BM25, Leg.VECTOR)) {
      List<ScoredDoc> matches = new ArrayList<>();
      for (int docId = 0; docId < 30; docId++) {
        if (random.nextInt(3) > 0) {
          matches.add(new ScoredDoc(docId, random.nextInt(8) - 2.5));
        }
      }
      matches.sort(Comparator.comparingDouble(ScoredDoc::score).reversed());
      legs.add(new Ranked(leg, random.nextDouble(), matches));
    }
    return legs;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void orderOfTheLegsIsIrrelevantAndScoresStayInRange(long seed) {
    List<Ranked> legs = legs(new Random(seed));
    List<Ranked> turned = new ArrayList<>(legs);
    Collections.reverse(turned);
    double most = legs.stream().mapToDouble(Ranked::weight).sum();
    for (Method method : Method.values()) {
      List<Fused> fused = Fusion.fuse(legs, method);
      assertThat(fused).isEqualTo(Fusion.fuse(turned, method));
      assertThat(fused).isSortedAccordingTo(Comparator.comparingDouble(Fused::score).reversed());
      assertThat(fused).allSatisfy(hit -> assertThat(hit.score()).isBetween(0.0, most + 1e-9));
      assertThat(fused)
          .flatExtracting(hit -> hit.legs().values())
          .allSatisfy(score -> assertThat(score.normalized()).isBetween(0.0, 1.0));
    }
  }

  @Test
  void placesHoldersOfIdentifiersBeforeAllOthers() {
    Ranked words = new Ranked(Leg.BM25, 1, List.of(new ScoredDoc(1, 9), new ScoredDoc(2, 6)));
    Ranked holders =
        new Ranked(
            Leg.IDENTIFIER,
            2 * Fusion.IDENTIFIER_WEIGHT,
            List.of(new ScoredDoc(4, 2), new ScoredDoc(3, 1)));
    for (Method method : Method.values()) {
      List<Fused> fused = Fusion.fuse(List.of(words, holders), method);
      assertThat(fused).extracting(Fused::docId).startsWith(4, 3);
      assertThat(fused.getFirst().score()).isEqualTo(4);
    }
  }

  @Test
  void normalisesInsideEachLeg() {
    Ranked words =
        new Ranked(
            Leg.BM25, 0.5, List.of(new ScoredDoc(1, 9), new ScoredDoc(2, 6), new ScoredDoc(3, 3)));
    Ranked vectors =
        new Ranked(Leg.VECTOR, 0.5, List.of(new ScoredDoc(3, 0.9), new ScoredDoc(1, 0.8)));
    List<Fused> fused = Fusion.fuse(List.of(words, vectors), Method.WEIGHTED_SUM);

    assertThat(fused).extracting(Fused::docId).containsExactly(1, 3, 2);
    assertThat(fused).extracting(Fused::score).containsExactly(0.5, 0.5, 0.25);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void aListOfOneHitCountsFull(Method method) {
    Ranked only = new Ranked(Leg.BM25, 1, List.of(new ScoredDoc(7, 0.1)));
    assertThat(Fusion.fuse(List.of(only), method).getFirst().score()).isEqualTo(1);
    assertThat(Fusion.fuse(List.of(), method)).isEmpty();
  }
}
