package ai.adjutant.onnx.quantize;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why weights can't be quantised. */
public enum QuantizeReason implements Reason {
  /** So many bits, or blocks of such a length, are not written. */
  QUANTIZATION_FORMAT_UNKNOWN(Kind.INVALID_ARGUMENT),
  /** A weight is no finite number. */
  QUANTIZATION_WEIGHT_REFUSED(Kind.FAILED_PRECONDITION);

  private final Kind kind;

  QuantizeReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
