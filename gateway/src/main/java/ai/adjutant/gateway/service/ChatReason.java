package ai.adjutant.gateway.service;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why a request for an answer is refused. */
enum ChatReason implements Reason {
  /** A field is missing, too long, or of no known value. */
  BAD_REQUEST,
  /** Too few sample questions to fit a threshold. */
  TOO_FEW_QUESTIONS;

  @Override
  public Kind kind() {
    return Kind.INVALID_ARGUMENT;
  }
}
