package ai.adjutant.tuner.torch;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why PyTorch can't be used. */
public enum TorchReason implements Reason {
  /** The native libraries can't be unpacked or loaded. */
  TORCH_UNAVAILABLE(Kind.FAILED_PRECONDITION);

  private final Kind kind;

  TorchReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
