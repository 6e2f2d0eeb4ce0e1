package ai.adjutant.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PrefillCostTest {
  private final PrefillCost cost = new PrefillCost();

  @Test
  void knowsNothingAtFirst() {
    assertThat(cost.perToken()).isZero();
    assertThat(cost.fixed()).isZero();
  }

  @Test
  void chunksOfOneLengthTellOnlyTheSum() {
    for (int i = 0; i < 5; i++) {
      cost.add(16, 48_000);
    }
    assertThat(cost.perToken()).isEqualTo(3_000, within(1e-6));
    assertThat(cost.fixed()).isZero();
  }

  @Test
  void findsWhatARunCostsBesideItsTokens() {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      int count = 8 + random.nextInt(120);
      cost.add(count, (10_000 + 3_000.0 * count) * (0.98 + 0.04 * random.nextDouble()));
    }
    assertThat(cost.perToken()).isEqualTo(3_000, within(300.0));
    assertThat(cost.fixed()).isEqualTo(10_000, within(8_000.0));
  }

  @Test
  void followsCostsThatChange() {
    for (int i = 0; i < 100; i++) {
      cost.add(8 + i % 50, 10_000 + 3_000.0 * (8 + i % 50));
    }
    for (int i = 0; i < 100; i++) {
      cost.add(8 + i % 50, 20_000 + 6_000.0 * (8 + i % 50));
    }
    assertThat(cost.perToken()).isEqualTo(6_000, within(60.0));
    assertThat(cost.fixed()).isEqualTo(20_000, within(1_000.0));
  }

  @Test
  void takesALineThatFallsForNoise() {
    cost.add(8, 90_000);
    cost.add(64, 70_000);
    assertThat(cost.perToken()).isPositive();
    assertThat(cost.fixed()).isZero();
  }
}
