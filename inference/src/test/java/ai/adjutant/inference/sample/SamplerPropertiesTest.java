package ai.adjutant.inference.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerPropertiesTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void greedyTakesTheHighest(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      float[] logits = logits(random, 50);
      assertThat(new Sampler(new Sampling(0, 0.5, 3, seed)).choose(logits))
          .as("seed %d", seed)
          .isEqualTo(ranked(logits).getFirst());
      assertThat(new Sampler(new Sampling(1, 0, 1, seed)).choose(logits))
          .isEqualTo(ranked(logits).getFirst());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void topKKeepsToTheLikeliest(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      float[] logits = logits(random, 50);
      int k = 1 + random.nextInt(60);
      int chosen = new Sampler(new Sampling(2, 0, k, random.nextLong())).choose(logits);
      List<Integer> kept = ranked(logits).subList(0, Math.min(k, 50));
      assertThat(kept).as("seed %d, k %d", seed, k).contains(chosen);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void topPKeepsToTheSmallestSetThatIsEnough(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      float[] logits = logits(random, 20);
      double p = random.nextDouble();
      double temperature = 0.2 + random.nextDouble() * 3;
      int chosen = new Sampler(new Sampling(temperature, p, 0, random.nextLong())).choose(logits);
      double[] probabilities = probabilities(logits, temperature);
      List<Integer> ranked = ranked(logits);
      double before = 0;
      for (int id : ranked.subList(0, ranked.indexOf(chosen))) {
        before += probabilities[id];
      }
      assertThat(before).as("seed %d, p %s", seed, p).isLessThan(p + 1e-9);
    }
  }

  @Test
  void choosesAsOftenAsTheModelMeans() {
    float[] logits = {0, 1, 2, 3, -4};
    double[] wanted = probabilities(logits, 1);
    Sampler sampler = new Sampler(new Sampling(1, 0, 0, 42));
    int rounds = 200_000;
    int[] counts = new int[logits.length];
    for (int i = 0; i < rounds; i++) {
      counts[sampler.choose(logits)]++;
    }
    for (int id = 0; id < logits.length; id++) {
      assertThat((double) counts[id] / rounds)
          .as("token %d", id)
          .isCloseTo(wanted[id], within(.005));
    }
  }

  @Test
  void theSameSeedChoosesTheSame() {
    float[] logits = logits(new Random(3), 100);
    assertThat(choices(logits, 9)).containsExactly(choices(logits, 9));
    assertThat(choices(logits, 9)).isNotEqualTo(choices(logits, 10));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void logProbabilitiesAddUpToOne(long seed) {
    float[] logits = logits(new Random(seed), 300);
    double sum =
        IntStream.range(0, logits.length)
            .mapToDouble(id -> Math.exp(Sampler.logProbability(logits, id)))
            .sum();
    assertThat(sum).as("seed %d", seed).isCloseTo(1, within(1e-9));
  }

  @Test
  void survivesLogitsThatAreNoNumbers() {
    float[] some = {Float.NaN, 1, Float.NEGATIVE_INFINITY, 0};
    assertThat(new Sampler(new Sampling(0, 0, 0, 1)).choose(some)).isEqualTo(1);
    Sampler sampler = new Sampler(new Sampling(5, 0.9, 3, 1));
    for (int i = 0; i < 100; i++) {
      assertThat(sampler.choose(some)).isIn(1, 3);
    }
    assertThatThrownBy(() -> sampler.choose(new float[] {Float.NaN, Float.NaN}))
        .isInstanceOf(AdjutantException.class)
        .hasMessageContaining("no numbers");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 10.1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesTemperaturesOutOfRange(double temperature) {
    assertThatThrownBy(() -> new Sampling(temperature, 0, 0, 0))
        .hasMessageContaining("temperature is " + temperature);
  }

  @Test
  void refusesTopPAndTopKOutOfRange() {
    assertThatThrownBy(() -> new Sampling(1, 1.1, 0, 0)).hasMessageContaining("top_p is 1.1");
    assertThatThrownBy(() -> new Sampling(1, Double.NaN, 0, 0)).hasMessageContaining("top_p");
    assertThatThrownBy(() -> new Sampling(1, 0, -1, 0)).hasMessageContaining("top_k is -1");
  }

  private static int[] choices(float[] logits, long seed) {
    Sampler sampler = new Sampler(new Sampling(1.5, 0, 0, seed));
    return IntStream.generate(() -> sampler.choose(logits)).limit(50).toArray();
  }

  private static float[] logits(Random random, int count) {
    float[] logits = new float[count];
    for (int i = 0; i < count; i++) {
      logits[i] = (float) random.nextGaussian() * 3;
    }
    return logits;
  }

  private static List<Integer> ranked(float[] logits) {
    return IntStream.range(0, logits.length)
        .boxed()
        .sorted(Comparator.comparingDouble(id -> -logits[id]))
        .toList();
  }

  private static double[] probabilities(float[] logits, double temperature) {
    double[] weights =
        IntStream.range(0, logits.length)
            .mapToDouble(id -> Math.exp(logits[id] / temperature))
            .toArray();
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }
}
