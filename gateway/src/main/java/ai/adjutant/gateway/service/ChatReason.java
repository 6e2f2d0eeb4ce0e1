package ai.adjutant.gateway.service;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why a request for an answer is refused. */
enum ChatReason implements Reason {
  /** A field is missing, too long, or of no known value. */
  BAD_REQUEST(Kind.INVALID_ARGUMENT),
  /** Too few sample questions to fit a threshold. */
  TOO_FEW_QUESTIONS(Kind.INVALID_ARGUMENT),
  /** A part of the search is missing, so that a threshold fitted now would be wrong later. */
  SEARCH_INCOMPLETE(Kind.UNAVAILABLE),
  /** As many questions are under way as are taken at once. */
  TOO_MANY_QUESTIONS(Kind.RESOURCE_EXHAUSTED),
  /** No such answer was given, or it is no longer kept. */
  ANSWER_NOT_FOUND(Kind.NOT_FOUND);

  private final Kind kind;

  ChatReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
