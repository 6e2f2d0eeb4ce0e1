package ai.adjutant.onnx.decoder;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why a decoder can't be written. */
public enum DecoderReason implements Reason {
  /** The lengths don't fit each other, or the kernels. */
  DECODER_SHAPE_REFUSED(Kind.INVALID_ARGUMENT),
  /** So many bits are not written. */
  DECODER_PRECISION_REFUSED(Kind.INVALID_ARGUMENT),
  /** Scales of the cache don't fit the shape, or scale nothing. */
  DECODER_CACHE_REFUSED(Kind.INVALID_ARGUMENT),
  /** The folder can't be made. */
  DECODER_FOLDER_UNWRITABLE(Kind.FAILED_PRECONDITION);

  private final Kind kind;

  DecoderReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
