package ai.adjutant.gateway.access;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why a call was not admitted. */
enum AccessReason implements Reason {
  /** No key came with the call. */
  KEY_MISSING(Kind.UNAUTHENTICATED),
  /** What came is no key of this gateway. */
  KEY_UNKNOWN(Kind.UNAUTHENTICATED),
  /** The key's time is over. */
  KEY_EXPIRED(Kind.UNAUTHENTICATED),
  /** The key was revoked. */
  KEY_REVOKED(Kind.UNAUTHENTICATED),
  /** The key has none of the scopes that the method needs. */
  SCOPE_MISSING(Kind.PERMISSION_DENIED),
  /** The method is in no scope; nobody may call it. */
  METHOD_CLOSED(Kind.PERMISSION_DENIED),
  /** More calls a minute than the key may make. */
  KEY_RATE_EXCEEDED(Kind.RESOURCE_EXHAUSTED),
  /** More calls at once than the key may make. */
  KEY_CONCURRENCY_EXCEEDED(Kind.RESOURCE_EXHAUSTED);

  private final Kind kind;

  AccessReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
