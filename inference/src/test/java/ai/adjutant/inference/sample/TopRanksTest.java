package ai.adjutant.inference.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopRanksTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void findsWhatSortingFinds(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int size = 1 + random.nextInt(6_000);
      int count = 1 + random.nextInt(Math.min(size, TopRanks.COUNT_MAX));
      if (random.nextBoolean()) {
        count = Math.min(count, 40);
      }
      check("seed " + seed + ", round " + round, logits(random, size), count);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 40, 1_023, 1_024})
  void findsThemInHardOrders(int count) {
    int size = 10_000;
    check("all equal", logits(size, id -> 1), count);
    check("two zeros", logits(size, id -> id % 2 == 0 ? 0 : -0.0), count);
    check("rising", logits(size, id -> id), count);
    check("falling", logits(size, id -> -id), count);
    check("all in one lane", logits(size, id -> id % 1_024 == 7 ? id : 0), count);
    check("few lanes", logits(size, id -> id % 1_024 < 39 ? id : -id), count);
    check("equal at the end", logits(size, id -> id < size - 50 ? 0 : 1), count);
    check("one allowed", logits(size, id -> id == 9_999 ? 0 : Double.NEGATIVE_INFINITY), count);
  }

  private static void check(String what, float[] logits, int count) {
    SamplerScratch scratch = new SamplerScratch(logits.length);
    int likeliest = Softmax.likeliest(logits, scratch);
    scratch.topRanks.find(logits, count, scratch);
    long[] sorted =
        IntStream.range(0, logits.length)
            .mapToLong(id -> SortKeys.key(logits[id], id))
            .sorted()
            .limit(count)
            .toArray();
    assertThat(Arrays.copyOf(scratch.keys, count))
        .as("%s, %d of %d", what, count, logits.length)
        .containsExactly(sorted);
    assertThat(SortKeys.id(scratch.keys[0])).as(what).isEqualTo(likeliest);
  }

  private static float[] logits(int size, IntToDoubleFunction logit) {
    float[] logits = new float[size];
    for (int id = 0; id < size; id++) {
      logits[id] = (float) logit.applyAsDouble(id);
    }
    return logits;
  }

  private static float[] logits(Random random, int size) {
    boolean ties = random.nextBoolean();
    boolean forbids = random.nextInt(3) == 0;
    return logits(
        size,
        id -> {
          if (id > 0 && forbids && random.nextInt(3) > 0) {
            return Double.NEGATIVE_INFINITY;
          }
          double logit = random.nextGaussian() * 2;
          return ties ? Math.rint(logit) : logit;
        });
  }
}
