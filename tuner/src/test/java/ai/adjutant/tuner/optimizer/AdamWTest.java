package ai.adjutant.tuner.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.tuner.config.OptimizerSettings;
import ai.adjutant.tuner.config.PrefixFactors;
import ai.adjutant.tuner.config.RateSettings;
import ai.adjutant.tuner.model.Parameter;
import ai.adjutant.tuner.model.Parameters;
import ai.adjutant.tuner.torch.AlignedMemory;
import ai.adjutant.tuner.torch.Gradients;
import ai.adjutant.tuner.torch.Torch;
import ai.adjutant.tuner.toy.ToyRun;
import ai.djl.ndarray.NDManager;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The optimiser does what the paper's lines say, here once more in doubles. */
final class AdamWTest {
  private static final int COUNT = 5_003; // more than a piece, and no multiple of one
  private static final int STEPS = 20;
  private static final double RATE = 0.01;

  private final Torch torch = ToyRun.torch();

  @BeforeEach
  void prepare() {
    Torch.prepareThread(1);
  }

  private static OptimizerSettings settings(double clip) {
    OptimizerSettings settings = Schema.defaults(OptimizerSettings.class);
    return Schema.with(Schema.with(settings, "weightDecay", 0.1), "clipNorm", clip);
  }

  private static RateSettings rates(String factors, double layerFactor) {
    RateSettings settings = Schema.defaults(RateSettings.class);
    settings = Schema.with(settings, "layerFactor", layerFactor);
    return Schema.with(settings, "factors", Optional.of(PrefixFactors.parse(factors)));
  }

  /** The gradient of the sum of products with these numbers is these numbers. */
  private static void gradient(NDManager owner, Parameter parameter, float[] numbers) {
    try (NDManager scope = owner.newSubManager()) {
      long[] shape = parameter.shape().stream().mapToLong(Long::longValue).toArray();
      Gradients.backward(AlignedMemory.create(scope, numbers, shape).mul(parameter.array()).sum());
    }
  }

  private static float[] random(long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  @Test
  void followsThePaper() {
    try (NDManager owner = torch.newManager()) {
      Parameter matrix = new Parameter(owner, "a", List.of(1L, (long) COUNT), 2);
      matrix.values().put(random(0));
      AdamW optimizer =
          new AdamW(
              settings(10), new PartRates(rates("a=3", 0.5)), new Parameters(List.of(matrix)));
      double[] expected = new double[COUNT];
      double[] m = new double[COUNT];
      double[] v = new double[COUNT];
      for (int i = 0; i < COUNT; i++) {
        expected[i] = matrix.values().get(i);
      }
      double own = RATE * 3 * 0.25; // factor, and two layers deep
      for (int step = 0; step < STEPS; step++) {
        float[] numbers = random(step + 1);
        gradient(owner, matrix, numbers);
        double norm = optimizer.gradientNorm();
        assertThat(norm).isBetween(60.0, 80.0);
        optimizer.step(step, RATE, norm);
        for (int i = 0; i < COUNT; i++) {
          double g = numbers[i] * 10 / norm;
          m[i] = 0.9 * m[i] + 0.1 * g;
          v[i] = 0.999 * v[i] + 0.001 * g * g;
          double mean = m[i] / (1 - Math.pow(0.9, step + 1));
          double root = Math.sqrt(v[i] / (1 - Math.pow(0.999, step + 1)));
          expected[i] = expected[i] * (1 - own * 0.1) - own * mean / (root + 1e-8);
        }
      }
      for (int i = 0; i < COUNT; i++) {
        assertThat((double) matrix.values().get(i)).isCloseTo(expected[i], within(2e-5));
      }
    }
  }

  @Test
  void vectorsDoNotDecayAndFrozenPartsStay() {
    try (NDManager owner = torch.newManager()) {
      Parameter vector = new Parameter(owner, "vector", List.of((long) COUNT), 0);
      Parameter frozen = new Parameter(owner, "frozen", List.of(1L, (long) COUNT), 0);
      vector.values().put(random(0));
      frozen.values().put(random(0));
      PartRates rates = new PartRates(rates("frozen=0", 1));
      Parameters parameters = new Parameters(List.of(vector, frozen));
      rates.freeze(parameters);
      AdamW optimizer = new AdamW(settings(0), rates, parameters);
      gradient(owner, vector, new float[COUNT]);
      optimizer.step(0, RATE, optimizer.gradientNorm());
      assertThat(vector.values()).isEqualTo(FloatBuffer.wrap(random(0)));
      assertThat(frozen.values()).isEqualTo(FloatBuffer.wrap(random(0)));
      assertThat(optimizer.moments()).hasSize(1);
    }
  }
}
