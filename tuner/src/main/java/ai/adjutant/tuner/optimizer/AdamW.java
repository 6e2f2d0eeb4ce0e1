package ai.adjutant.tuner.optimizer;

import ai.adjutant.tuner.config.OptimizerSettings;
import ai.adjutant.tuner.model.Parameter;
import ai.adjutant.tuner.model.Parameters;
import ai.adjutant.tuner.torch.Gradients;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * AdamW (Loshchilov and Hutter, 2019): Adam whose weight decay does not pass through the gradient.
 * Computed in Java on the memory that PyTorch sees, in pieces that stay in a core's cache.
 */
public final class AdamW {
  private static final int PIECE = 4_096;

  private final OptimizerSettings settings;
  private final PartRates rates;
  private final List<Parameter> parameters;
  private final List<Moments> moments;
  private final float[] weights = new float[PIECE];
  private final float[] gradients = new float[PIECE];

  /** An optimiser of all parameters that are trained, with empty memory. */
  public AdamW(OptimizerSettings settings, PartRates rates, Parameters parameters) {
    this.settings = settings;
    this.rates = rates;
    this.parameters = parameters.trained();
    moments = this.parameters.stream().map(Moments::new).toList();
  }

  /** Its memory, in the order of the parameters. */
  public List<Moments> moments() {
    return moments;
  }

  /**
   * Length of the gradient over all parameters. A sum over gradients without a number is none
   * either.
   */
  public double gradientNorm() {
    double[] sum = new double[1];
    for (Parameter parameter : parameters) {
      Gradients.read(parameter.array(), values -> sum[0] += squares(values));
    }
    return Math.sqrt(sum[0]);
  }

  private double squares(FloatBuffer values) {
    double sum = 0;
    while (values.hasRemaining()) {
      int count = Math.min(PIECE, values.remaining());
      values.get(gradients, 0, count);
      float piece = 0;
      for (int i = 0; i < count; i++) {
        piece += gradients[i] * gradients[i];
      }
      sum += piece;
    }
    return sum;
  }

  /**
   * Changes the parameters, and clears their gradients.
   *
   * @param step from 0
   * @param rate of this step
   * @param norm of the gradient, as {@link #gradientNorm} gave it
   */
  public void step(long step, double rate, double norm) {
    double clip = settings.clipNorm();
    float scale = clip > 0 && norm > clip ? (float) (clip / norm) : 1;
    double firstBias = 1 - StrictMath.pow(settings.beta1(), step + 1.0);
    double secondBias = 1 - StrictMath.pow(settings.beta2(), step + 1.0);
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      Moments memory = moments.get(i);
      double own = rate * rates.factor(parameter);
      double decay = parameter.shape().size() > 1 ? settings.weightDecay() : 0;
      Constants constants =
          new Constants(
              (float) settings.beta1(),
              (float) settings.beta2(),
              (float) (own / firstBias),
              (float) (1 / Math.sqrt(secondBias)),
              (float) settings.epsilon(),
              (float) (1 - own * decay));
      Gradients.read(
          parameter.array(),
          values -> update(parameter.values(), values, memory, scale, constants));
      Gradients.clear(parameter.array());
    }
  }

  private record Constants(
      float beta1, float beta2, float rate, float rootScale, float epsilon, float keep) {}

  private void update(
      FloatBuffer values, FloatBuffer gradient, Moments memory, float scale, Constants c) {
    int total = values.remaining();
    for (int start = 0; start < total; start += PIECE) {
      int count = Math.min(PIECE, total - start);
      values.get(start, weights, 0, count);
      gradient.get(start, gradients, 0, count);
      float[] first = memory.firstValues();
      float[] second = memory.secondValues();
      for (int i = 0; i < count; i++) {
        float g = gradients[i] * scale;
        float m = c.beta1 * first[start + i] + (1 - c.beta1) * g;
        float v = c.beta2 * second[start + i] + (1 - c.beta2) * g * g;
        first[start + i] = m;
        second[start + i] = v;
        float root = (float) Math.sqrt(v) * c.rootScale;
        weights[i] = weights[i] * c.keep - c.rate * m / (root + c.epsilon);
      }
      values.put(start, weights, 0, count);
    }
  }
}
