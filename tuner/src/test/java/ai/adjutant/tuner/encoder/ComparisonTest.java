package ai.adjutant.tuner.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.adjutant.tuner.encoder.Comparison.Seen;
import ai.adjutant.tuner.encoder.Comparison.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Better is what surely ranks higher, and loses nothing that counts beside. */
final class ComparisonTest {
  private static Seen seen(int... places) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(places[i % places.length]);
    }
    return new Seen(new Ranks(all), Optional.empty());
  }

  private static Seen with(Seen own, int general) {
    return new Seen(own.own(), Optional.of(new Ranks(List.of(1, 1, general))));
  }

  @Test
  void wantsARiseThatIsSure() {
    Verdict risen = Comparison.judge(seen(4, 20), seen(1, 5));
    assertThat(risen.questions()).isEqualTo(40);
    assertThat(risen.hits().before()).isEqualTo(0.5);
    assertThat(risen.hits().after()).isEqualTo(1);
    assertThat(risen.reciprocal().difference().mean()).isCloseTo(0.45, within(1e-9));
    assertThat(risen.probability()).isEqualTo(1);
    assertThat(risen.better(0.95)).isTrue();
    assertThat(Comparison.judge(seen(2, 2), seen(2, 2)).probability()).isZero();
    assertThat(Comparison.judge(seen(1, 2), seen(2, 1)).better(0.95)).isFalse();
    assertThat(Comparison.judge(seen(1, 5), seen(4, 20)).better(0.5)).isFalse();
  }

  @Test
  void wantsNoQuestionLostAmongTheFirstTen() {
    Verdict verdict = Comparison.judge(seen(3, 3, 3, 10), seen(1, 1, 1, 11));
    assertThat(verdict.probability()).isEqualTo(1);
    assertThat(verdict.better(0.95)).isFalse();
  }

  @Test
  void wantsOldSkillToStay() {
    assertThat(Comparison.judge(with(seen(3), 1), with(seen(1), 1)).better(0.95)).isTrue();
    Verdict lost = Comparison.judge(with(seen(3), 1), with(seen(1), 2));
    assertThat(lost.general()).isPresent();
    assertThat(lost.better(0.95)).isFalse();
  }
}
