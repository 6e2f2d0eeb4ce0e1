package ai.adjutant.chassis.access;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why a key was not made, found or revoked. */
public enum KeyReason implements Reason {
  /** A name, a scope, a time or a bound of a new key can't be taken. */
  KEY_REFUSED(Kind.INVALID_ARGUMENT),
  /** There is no key of this id. */
  KEY_NOT_FOUND(Kind.NOT_FOUND),
  /** There are as many keys as may be. */
  TOO_MANY_KEYS(Kind.FAILED_PRECONDITION),
  /** The file of the keys is damaged, or another version wrote it. */
  KEY_FILE_REFUSED(Kind.FAILED_PRECONDITION),
  /** The file of the keys can't be read or written. */
  KEY_FILE_NOT_WRITABLE(Kind.UNAVAILABLE);

  private final Kind kind;

  KeyReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
