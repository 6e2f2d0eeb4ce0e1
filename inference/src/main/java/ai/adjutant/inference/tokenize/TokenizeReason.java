package ai.adjutant.inference.tokenize;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why a tokenizer can't be used. */
public enum TokenizeReason implements Reason {
  /** The bytes are no {@code tokenizer.json} that can be read. */
  TOKENIZER_REFUSED(Kind.FAILED_PRECONDITION),
  /** The native library can't be unpacked or loaded. */
  TOKENIZER_MISSING(Kind.UNAVAILABLE),
  /** The text is longer than a tokenizer takes. */
  TOKENIZER_TEXT_TOO_LONG(Kind.INVALID_ARGUMENT),
  /** The tokenizer can't be used on a text: it takes too long or ends its process. */
  TOKENIZER_FAILED(Kind.FAILED_PRECONDITION),
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
