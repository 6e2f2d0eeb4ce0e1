package ai.adjutant.chassis.tls;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why TLS could not be set up. */
public enum TlsReason implements Reason {
  /** A file with a certificate or a key is missing, unreadable, or holds something else. */
  TLS_FILE_REFUSED(Kind.INVALID_ARGUMENT),
  /** A certificate is expired, belongs to another key or CA, or names another service. */
  CERTIFICATE_REFUSED(Kind.FAILED_PRECONDITION);

  private final Kind kind;

  TlsReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
