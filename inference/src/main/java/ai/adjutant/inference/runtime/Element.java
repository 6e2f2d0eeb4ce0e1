package ai.adjutant.inference.runtime;

import ai.onnxruntime.OnnxJavaType;

/** Type of a tensor's elements, as far as decoders and encoders use them. */
public enum Element {
  /** 32-bit floats. */
  FLOAT(Float.BYTES, OnnxJavaType.FLOAT),
  /** 16-bit floats, IEEE 754. */
  FLOAT16(Short.BYTES, OnnxJavaType.FLOAT16),
  /** Signed bytes. */
  INT8(Byte.BYTES, OnnxJavaType.INT8),
  /** Unsigned bytes. */
  UINT8(Byte.BYTES, OnnxJavaType.UINT8),
  /** 32-bit integers. */
  INT32(Integer.BYTES, OnnxJavaType.INT32),
  /** 64-bit integers. */
  INT64(Long.BYTES, OnnxJavaType.INT64);

  private final int bytes;
  private final OnnxJavaType type;

  Element(int bytes, OnnxJavaType type) {
    this.bytes = bytes;
    this.type = type;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  OnnxJavaType type() {
    return type;
  }

  /** Whether its values are floats of some width. */
  public boolean isFloat() {
    return this == FLOAT || this == FLOAT16;
  }

  /** Whether its values are 32- or 64-bit integers. */
  public boolean isInteger() {
    return this == INT32 || this == INT64;
  }
}
