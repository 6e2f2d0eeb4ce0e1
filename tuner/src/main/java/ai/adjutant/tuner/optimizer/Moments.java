package ai.adjutant.tuner.optimizer;

import ai.adjutant.tuner.model.Parameter;
import java.nio.FloatBuffer;

/** What AdamW remembers of a parameter's gradients. */
public final class Moments {
  private final String name;
  private final float[] first;
  private final float[] second;

  Moments(Parameter parameter) {
    name = parameter.name();
    first = new float[parameter.count()];
    second = new float[parameter.count()];
  }

  /** Name of the parameter. */
  public String name() {
    return name;
  }

  /** Means of the gradient; what is written here counts. */
  public FloatBuffer first() {
    return FloatBuffer.wrap(first);
  }

  /** Means of its square; what is written here counts. */
  public FloatBuffer second() {
    return FloatBuffer.wrap(second);
  }

  float[] firstValues() {
    return first;
  }

  float[] secondValues() {
    return second;
  }
}
