package ai.adjutant.retriever.encode;

import java.util.Arrays;

/** Holds a vector of floats. Immutable. */
public final class Vector {
  private final float[] values;

  private Vector(float[] values) {
    this.values = values;
  }

  /**
   * Returns a copy of these values, scaled to length 1.
   *
   * @throws IllegalArgumentException when a value is not finite, or all are zero
   */
  public static Vector unit(float[] values) {
    double square = 0;
    for (float value : values) {
      square += (double) value * value;
    }
    if (!(square > 0) || Double.isInfinite(square)) {
      throw new IllegalArgumentException("a vector without a direction");
    }
    float[] scaled = new float[values.length];
    double length = Math.sqrt(square);
    for (int i = 0; i < values.length; i++) {
      scaled[i] = (float) (values[i] / length);
    }
    return new Vector(scaled);
  }

  /**
   * Returns this vector and another, weighted and scaled to length 1 again; this one where they
   * cancel.
   */
  public Vector blend(Vector other, double otherWeight) {
    float[] mixed = new float[values.length];
    boolean zero = true;
    for (int i = 0; i < values.length; i++) {
      mixed[i] = (float) ((1 - otherWeight) * values[i] + otherWeight * other.values[i]);
      zero &= mixed[i] == 0;
    }
    return zero ? this : unit(mixed);
  }

  /** Returns the cosine with a vector of length 1. */
  public double cosine(float[] other) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += (double) values[i] * other[i];
    }
    return Math.clamp(sum, -1.0, 1.0);
  }

  /** Returns the number of values. */
  public int dimensions() {
    return values.length;
  }

  /** Returns a copy of the values. */
  public float[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vector vector && Arrays.equals(values, vector.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Vector[" + values.length + "]";
  }
}
