package ai.adjutant.retriever.search;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retriever.read.PassageReading;
import ai.adjutant.retriever.search.Blend.Blended;
import ai.adjutant.retriever.search.Fusion.Fused;
import ai.adjutant.retriever.search.SearchHits.LegScore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How fused scores and relevance are blended. */
final class BlendTest {
  private static Fused hit(int docId, double score) {
    return new Fused(docId, score, Map.of());
  }

  private static Fused holder(int docId, double score, int held) {
    LegScore identifier = new LegScore(Leg.IDENTIFIER, 1, held, 1, 4);
    return new Fused(
        docId, score + held * Fusion.IDENTIFIER_WEIGHT, Map.of(Leg.IDENTIFIER, identifier));
  }

  private static List<PassageReading> relevances(double... values) {
    return Arrays.stream(values)
        .mapToObj(value -> new PassageReading(value, 0.5, List.of()))
        .toList();
  }

  private static List<Integer> order(List<Blended> blended) {
    return blended.stream().map(hit -> hit.fused().docId()).toList();
  }

  @Test
  void weightsBoth() {
    List<Fused> fused = List.of(hit(1, 1.0), hit(2, 0.9), hit(3, 0.0));
    List<PassageReading> read = relevances(-4, 6, 1);
    assertThat(order(Blend.order(fused, read, 0))).containsExactly(1, 2, 3);
    assertThat(order(Blend.order(fused, read, 0.4))).containsExactly(2, 1, 3);
    assertThat(order(Blend.order(fused, read, 1))).containsExactly(2, 3, 1);
    assertThat(Blend.order(fused, read, 0.4).getFirst().reading())
        .satisfies(reading -> {
          assertThat(reading.fusedRank()).isEqualTo(2);
          assertThat(reading.rank()).isEqualTo(1);
          assertThat(reading.normalized()).isEqualTo(1);
          assertThat(reading.blended()).isEqualTo(0.6 * 0.9 + 0.4);
        });
  }

  @Test
  void tiesKeepTheirPlaces() {
    List<Fused> fused = List.of(hit(9, 0.5), hit(4, 0.5), hit(7, 0.5));
    assertThat(order(Blend.order(fused, relevances(2, 2, 2), 0.4))).containsExactly(9, 4, 7);
    assertThat(order(Blend.order(fused, relevances(2, 3, 3), 0.4))).containsExactly(4, 7, 9);
    assertThat(order(Blend.order(List.of(hit(1, 0)), relevances(-7), 0.4))).containsExactly(1);
  }

  @Test
  void moreIdentifiersComeFirstAndRoundingOfTheirWeightDecidesNothing() {
    List<Fused> fused = List.of(holder(1, 0.3, 2), holder(2, 0.3, 1), holder(3, 0.3, 1), hit(4, 1));
    assertThat(order(Blend.order(fused, relevances(0, 1, 2, 9), 0.4))).containsExactly(1, 3, 2, 4);
    List<Fused> holders = List.of(holder(1, 0.7, 3), holder(2, 0.7, 1), holder(3, 0.7, 1));
    assertThat(Blend.order(holders, relevances(1, 1, 1), 0.4))
        .allSatisfy(hit -> assertThat(hit.reading().blended()).isEqualTo(1));
  }
}
