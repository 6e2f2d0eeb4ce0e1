package ai.adjutant.inference.service;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why a request is refused before any work. */
enum ServiceReason implements Reason {
  /** No text, or an empty one. */
  TEXT_EMPTY(Kind.INVALID_ARGUMENT),
  /** More texts than one request may have. */
  TEXTS_TOO_MANY(Kind.INVALID_ARGUMENT),
  /** A text that is longer than is tokenised. */
  TEXT_TOO_LONG(Kind.INVALID_ARGUMENT),
  /** A message of a stream that can't come where it came. */
  PART_ORDER_WRONG(Kind.INVALID_ARGUMENT),
  /** A {@code tokenizer.json} beyond all measure. */
  TOKENIZER_TOO_LARGE(Kind.INVALID_ARGUMENT),
  /** A token that is not in the vocabulary. */
  ID_UNKNOWN(Kind.INVALID_ARGUMENT),
  /** Callers have as many tokenizers open as memory is set apart for. */
  TOKENIZERS_TOO_MANY(Kind.RESOURCE_EXHAUSTED),
  /** A name that is not {@code models/{model}}. */
  MODEL_NAME_INVALID(Kind.INVALID_ARGUMENT),
  /** An enum value that this server does not know. */
  VALUE_UNKNOWN(Kind.INVALID_ARGUMENT),
  /** A number of spans that is not given. */
  SPANS_OUT_OF_RANGE(Kind.INVALID_ARGUMENT),
  /** A page size or token that was not given out. */
  PAGE_INVALID(Kind.INVALID_ARGUMENT),
  /** Parts of an import came in an order that can't be. */
  IMPORT_ORDER_WRONG(Kind.INVALID_ARGUMENT),
  /** Nothing more of an import came. */
  IMPORT_STALLED(Kind.DEADLINE_EXCEEDED),
  /** The caller cancelled the call or its deadline passed. */
  CALL_CANCELLED(Kind.CANCELLED);

  private final Kind kind;

  ServiceReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
