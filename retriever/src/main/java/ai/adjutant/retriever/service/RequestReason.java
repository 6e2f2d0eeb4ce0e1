package ai.adjutant.retriever.service;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why a request can't be understood. */
enum RequestReason implements Reason {
  /** A resource name has another form. */
  BAD_RESOURCE_NAME(Kind.INVALID_ARGUMENT),
  /** The page size is negative. */
  BAD_PAGE_SIZE(Kind.INVALID_ARGUMENT),
  /** The page token was not given by this service. */
  BAD_PAGE_TOKEN(Kind.INVALID_ARGUMENT),
  /** The mask names a field that can't change. */
  BAD_UPDATE_MASK(Kind.INVALID_ARGUMENT),
  /** A value is none that the contract knows. */
  BAD_VALUE(Kind.INVALID_ARGUMENT),
  /** No document of that name. */
  DOCUMENT_NOT_FOUND(Kind.NOT_FOUND),
  /** The document is too large to be shown in one message. */
  DOCUMENT_TOO_LARGE(Kind.RESOURCE_EXHAUSTED);

  private final Kind kind;

  RequestReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
