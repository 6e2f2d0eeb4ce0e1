package ai.adjutant.inference.tokenize;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why a tokenizer can't be used. */
public enum TokenizeReason implements Reason {
  /** The bytes are no {@code tokenizer.json} that can be read. */
  TOKENIZER_REFUSED(Kind.FAILED_PRECONDITION),
  /** The native library can't be unpacked or loaded. */
  TOKENIZER_MISSING(Kind.UNAVAILABLE),
  /** The service is stopping. */
  TOKENIZER_CLOSED(Kind.UNAVAILABLE);

  private final Kind kind;

  TokenizeReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
