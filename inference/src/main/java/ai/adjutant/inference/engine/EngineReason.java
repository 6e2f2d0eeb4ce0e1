package ai.adjutant.inference.engine;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why a model can't be run, or a request not be met. */
public enum EngineReason implements Reason {
  /** The graph lacks the inputs and outputs of a decoder with a KV cache. */
  DECODER_REFUSED(Kind.FAILED_PRECONDITION),
  /** The prompt or text has no tokens. */
  PROMPT_EMPTY(Kind.INVALID_ARGUMENT),
  /** The prompt is longer than the model reads. */
  PROMPT_TOO_LONG(Kind.INVALID_ARGUMENT),
  /** An option is out of range. */
  OPTION_INVALID(Kind.INVALID_ARGUMENT),
  /** The KV cache is smaller than what a request may take. */
  CACHE_TOO_SMALL(Kind.INVALID_ARGUMENT),
  /** The request's deadline passed. */
  DEADLINE_PASSED(Kind.DEADLINE_EXCEEDED),
  /** The model takes and gives token ids only. */
  NO_TOKENIZER(Kind.FAILED_PRECONDITION),
  /** The model has no chat template. */
  NO_CHAT_TEMPLATE(Kind.FAILED_PRECONDITION),
  /** More requests wait than the queue holds. */
  ENGINE_QUEUE_FULL(Kind.RESOURCE_EXHAUSTED),
  /** The model is unloaded, or the service is stopping. */
  ENGINE_CLOSED(Kind.UNAVAILABLE),
  /** The engine stopped on a fault of its own; the model has to be loaded again. */
  ENGINE_FAILED(Kind.UNAVAILABLE);

  private final Kind kind;

  EngineReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
