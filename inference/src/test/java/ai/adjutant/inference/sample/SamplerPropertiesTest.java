package ai.adjutant.inference.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerPropertiesTest {
  private static final int[] VOCABULARIES = {1, 2, 5, 100, 1_023, 1_024, 1_025, 3_000, 5_000};
  private static final Map<Integer, Double> NONE = Map.of();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void choosesWhatThePlainSamplerChooses(long seed) {
    Random random = new Random(seed);
    int compared = 0;
    int rounds = 400;
    for (int round = 0; round < rounds; round++) {
      float[] logits = logits(random, VOCABULARIES[random.nextInt(VOCABULARIES.length)]);
      Sampling sampling = sampling(random, logits.length);
      SamplerScratch scratch = new SamplerScratch(logits.length);
      Sampler sampler = new Sampler(sampling, scratch);
      PlainSampler plain = new PlainSampler(sampling);
      for (int i = random.nextInt(20); i > 0; i--) {
        int token = random.nextInt(logits.length);
        sampler.observe(token);
        plain.observe(token);
      }
      for (int step = 0; step < 3; step++) {
        PlainSampler.Choice wanted = plain.sample(logits);
        int chosen = sampler.sample(logits);
        if (!wanted.close()) {
          compared++;
          assertThat(chosen)
              .as("seed %d, round %d, %d logits, %s", seed, round, logits.length, sampling)
              .isEqualTo(wanted.token());
        }
        assertThat(sampler.logProbability())
            .as("seed %d, round %d", seed, round)
            .isCloseTo(PlainSampler.logProbabilities(logits)[chosen], within(1e-5));
      }
    }
    assertThat(compared).isGreaterThan(rounds * 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void eachFilterAloneKeepsWhatThePlainSamplerKeeps(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      float[] logits = logits(random, 40);
      double temperature = 0.3 + random.nextDouble() * 9;
      for (Sampling sampling :
          new Sampling[] {
            new Sampling(temperature, 0, 1 + random.nextInt(50), seed),
            new Sampling(temperature, random.nextDouble(), 0, seed),
            new Sampling(temperature, 0, 0, random.nextDouble(), 0, NONE, seed)
          }) {
        PlainSampler.Choice wanted = new PlainSampler(sampling).sample(logits);
        Sampler sampler = new Sampler(sampling, new SamplerScratch(logits.length));
        for (int i = 0; i < 50 && !wanted.close(); i++) {
          assertThat(wanted.kept())
              .as("seed %d, %s", seed, sampling)
              .contains(sampler.sample(logits));
        }
      }
    }
  }

  @Test
  void findsTheBorderInAVocabularyOfRealSize() {
    int size = 151_936;
    SamplerScratch scratch = new SamplerScratch(size);
    for (long seed = 1; seed <= 8; seed++) {
      Random random = new Random(seed);
      float[] logits = logits(random, size);
      Sampling sampling = sampling(random, size);
      PlainSampler.Choice wanted = new PlainSampler(sampling).sample(logits);
      int chosen = new Sampler(sampling, scratch).sample(logits);
      if (!wanted.close()) {
        assertThat(chosen).as("seed %d, %s", seed, sampling).isEqualTo(wanted.token());
      }
    }
  }

  @Test
  void choosesAsOftenAsTheModelMeans() {
    float[] logits = {0, 1, 2, 3, -4, -1};
    double[] wanted = PlainSampler.logProbabilities(logits);
    Sampler sampler = sampler(new Sampling(1, 0, 0, 42), logits.length);
    int rounds = 200_000;
    int[] counts = new int[logits.length];
    for (int i = 0; i < rounds; i++) {
      counts[sampler.sample(logits)]++;
    }
    double square = 0;
    for (int id = 0; id < logits.length; id++) {
      double expected = rounds * Math.exp(wanted[id]);
      square += (counts[id] - expected) * (counts[id] - expected) / expected;
    }
    // Chi-square with five degrees of freedom is above 20.5 in one of a thousand seeds.
    assertThat(square).isLessThan(20.5);
  }

  @Test
  void theSameSeedChoosesTheSame() {
    float[] logits = logits(new Random(3), 100);
    assertThat(choices(logits, 9)).containsExactly(choices(logits, 9));
    assertThat(choices(logits, 9)).isNotEqualTo(choices(logits, 10));
  }

  @Test
  void samplersThatShareTheirScratchDoNotDisturbEachOther() {
    float[] logits = logits(new Random(4), 500);
    SamplerScratch scratch = new SamplerScratch(500);
    Sampling sampling = new Sampling(1.5, 0.9, 100, 0.01, 1.3, Map.of(3, 2.0), 7);
    Sampler one = new Sampler(sampling, scratch);
    Sampler other = new Sampler(new Sampling(3, 0, 0, 8), scratch);
    Sampler alone = sampler(sampling, 500);
    for (int i = 0; i < 100; i++) {
      int chosen = one.sample(logits);
      other.sample(logits);
      assertThat(chosen).isEqualTo(alone.sample(logits));
      one.observe(chosen);
      alone.observe(chosen);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void logProbabilitiesAddUpToOne(long seed) {
    float[] logits = logits(new Random(seed), 2_000);
    SamplerScratch scratch = new SamplerScratch(logits.length);
    double sum =
        IntStream.range(0, logits.length)
            .mapToDouble(id -> Math.exp(Sampler.logProbability(logits, id, scratch)))
            .sum();
    assertThat(sum).as("seed %d", seed).isCloseTo(1, within(1e-5));
  }

  @Test
  void likelihoodIsTheModelsOwn() {
    float[] logits = {3, 2, 1, 0};
    Sampler sampler = sampler(new Sampling(0, 0, 0, 0, 2, Map.of(2, 50.0), 1), logits.length);
    sampler.observe(0);
    assertThat(sampler.sample(logits)).isEqualTo(2);
    assertThat(sampler.logProbability())
        .isCloseTo(PlainSampler.logProbabilities(logits)[2], within(1e-6));
    assertThat(logits).containsExactly(3, 2, 1, 0);
  }

  @Test
  void penalisesWhatWasSeenOnceEach() {
    Sampler sampler = sampler(new Sampling(0, 0, 0, 0, 2, NONE, 1), 3);
    sampler.observe(0);
    sampler.observe(0);
    assertThat(sampler.sample(new float[] {4, 1.9f, 0})).isEqualTo(0);
    assertThat(sampler.sample(new float[] {4, 2.1f, 0})).isEqualTo(1);
    assertThat(sampler.sample(new float[] {-1, -1.9f, -9})).isEqualTo(1);
    assertThat(sampler(new Sampling(0, 0, 0, 0, 1e-300, NONE, 1), 2).sample(new float[] {1, 0}))
        .isEqualTo(0);
  }

  @Test
  void biasForcesAndForbids() {
    float[] logits = {0, 9, 1};
    Map<Integer, Double> bias = Map.of(1, -100.0, 2, 100.0);
    Sampler sampler = sampler(new Sampling(1, 0, 0, 0, 0, bias, 1), logits.length);
    for (int i = 0; i < 100; i++) {
      assertThat(sampler.sample(logits)).isEqualTo(2);
    }
  }

  @Test
  void ofEqualTokensTheLowestIdWins() {
    float[] logits = new float[5_000];
    logits[4_000] = 1;
    logits[1_999] = 1;
    logits[3_023] = 1;
    assertThat(sampler(Sampling.greedy(), 5_000).sample(logits)).isEqualTo(1_999);
    assertThat(sampler(Sampling.greedy(), 3).sample(new float[] {-0f, 0f, 0f})).isEqualTo(0);
    Sampler two = sampler(new Sampling(1, 0, 2, 5), 5_000);
    assertThat(IntStream.range(0, 50).map(i -> two.sample(logits)).distinct().sorted())
        .containsExactly(1_999, 3_023);
  }

  @Test
  void refusesLogitsThatAreNoNumbers() {
    float inf = Float.POSITIVE_INFINITY;
    for (float[] logits :
        new float[][] {
          {Float.NaN, 1, 0, 2}, {0, 1, 2, Float.NaN}, {-inf, -inf, -inf, -inf}, {0, inf, 0, 0}
        }) {
      assertThatThrownBy(() -> sampler(new Sampling(1, 0, 0, 1), 4).sample(logits))
          .isInstanceOf(AdjutantException.class)
          .hasMessageContaining("no numbers");
    }
  }

  @Test
  void neverTakesAForbiddenToken() {
    float[] logits = {0, Float.NEGATIVE_INFINITY, -1, Float.NEGATIVE_INFINITY};
    for (int k : new int[] {0, 3}) {
      Sampler sampler = sampler(new Sampling(10, 0.999, k, 1), logits.length);
      for (int i = 0; i < 1_000; i++) {
        assertThat(sampler.sample(logits)).isIn(0, 2);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 10.1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesTemperaturesOutOfRange(double temperature) {
    assertThatThrownBy(() -> new Sampling(temperature, 0, 0, 0))
        .hasMessage("temperature is " + temperature + ", not between 0 and 10");
  }

  @Test
  void refusesTheRestOutOfRange() {
    assertThatThrownBy(() -> new Sampling(1, 1.1, 0, 0)).hasMessageContaining("top_p is 1.1");
    assertThatThrownBy(() -> new Sampling(1, Double.NaN, 0, 0)).hasMessageContaining("top_p");
    assertThatThrownBy(() -> new Sampling(1, 0, -1, 0)).hasMessageContaining("top_k is -1");
    assertThatThrownBy(() -> new Sampling(1, 0, 0, 1.1, 0, NONE, 0))
        .hasMessage("min_p is 1.1, not between 0 and 1");
    assertThatThrownBy(() -> new Sampling(1, 0, 0, 0, 10.5, NONE, 0))
        .hasMessage("repetition_penalty is 10.5, not between 0 and 10");
    assertThatThrownBy(() -> new Sampling(1, 0, 0, 0, 0, Map.of(7, -101.0), 0))
        .hasMessage("logit_bias[7] is -101.0, not between -100 and 100");
    assertThatThrownBy(() -> new Sampling(1, 0, 0, 0, 0, Map.of(-1, 1.0), 0))
        .hasMessageContaining("token -1");
    Map<Integer, Double> many = new HashMap<>();
    IntStream.range(0, 1_024).forEach(id -> many.put(id, 1.0));
    Sampling most = new Sampling(1, 0, 0, 0, 0, many, 0);
    assertThatThrownBy(() -> new Sampler(most, new SamplerScratch(1_023)))
        .hasMessage("logit_bias names token 1023; this model's ids end at 1022");
    many.put(1_024, 1.0);
    assertThatThrownBy(() -> new Sampling(1, 0, 0, 0, 0, many, 0))
        .hasMessageContaining("1025 tokens, at most 1024");
  }

  private static Sampler sampler(Sampling sampling, int vocabularySize) {
    return new Sampler(sampling, new SamplerScratch(vocabularySize));
  }

  private static int[] choices(float[] logits, long seed) {
    Sampler sampler = sampler(new Sampling(1.5, 0, 0, seed), logits.length);
    return IntStream.generate(() -> sampler.sample(logits)).limit(50).toArray();
  }

  private static Sampling sampling(Random random, int vocabularySize) {
    Map<Integer, Double> bias = new HashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      bias.put(random.nextInt(vocabularySize), random.nextDouble() * 10 - 5);
    }
    return new Sampling(
        pick(random, 0, 0.1, 0.7, 1, 1.3, 10),
        pick(random, 0, 0, 0.1, 0.5, 0.9, 0.99, 1),
        (int) pick(random, 0, 0, 1, 2, 20, 50, 1_000, 1_024, 1_025, 2_000),
        pick(random, 0, 0, 0.05, 0.3, 1),
        pick(random, 0, 0, 1, 1.1, 1.3, 0.7, 10),
        bias,
        random.nextLong());
  }

  private static double pick(Random random, double... values) {
    return values[random.nextInt(values.length)];
  }

  /**
   * Logits wide and narrow, with ties, rising and falling, all one, with a peak, and with tokens
   * that are forbidden.
   */
  private static float[] logits(Random random, int count) {
    float[] logits = new float[count];
    double width = pick(random, 0.01, 1, 3, 10);
    boolean ties = random.nextInt(3) == 0;
    boolean forbids = random.nextInt(3) == 0;
    int slope = Math.max(0, random.nextInt(9) - 6) * (random.nextBoolean() ? 1 : -1);
    if (random.nextInt(8) == 0) {
      width = 0;
    }
    for (int i = 0; i < count; i++) {
      double logit = random.nextGaussian() * width + (double) slope * i / count;
      logits[i] = (float) (ties ? Math.rint(logit) : logit);
      if (forbids && i > 0 && random.nextInt(5) == 0) {
        logits[i] = Float.NEGATIVE_INFINITY;
      }
    }
    if (random.nextInt(6) == 0) {
      logits[random.nextInt(count)] = 30;
    }
    return logits;
  }
}
