package ai.adjutant.tuner.model;

/** Numbers that products are computed in; weights and sums stay in 32 bits. */
public enum Precision {
  /** Bfloat16 where a trial on this machine shows it to be faster, else 32-bit floats. */
  AUTO,
  /** 32-bit floats. */
  FP32,
  /** 16-bit floats with the exponent of 32-bit ones. */
  BF16
}
