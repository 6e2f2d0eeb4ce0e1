package ai.adjutant.onnx.synth;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why a synthetic model can't be written. */
public enum SynthReason implements Reason {
  /** There is no shape of that name. */
  SYNTH_SHAPE_UNKNOWN(Kind.INVALID_ARGUMENT),
  /** Numbers of that type are not remembered. */
  SYNTH_CACHE_UNKNOWN(Kind.INVALID_ARGUMENT);

  private final Kind kind;

  SynthReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
