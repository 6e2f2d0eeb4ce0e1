package ai.adjutant.chassis.certificate;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why no certificates were written. */
public enum CertificateReason implements Reason {
  /** A host is neither a DNS name nor an IP address. */
  HOST_REFUSED(Kind.INVALID_ARGUMENT),
  /** Files of the same names are there and are not overwritten. */
  CERTIFICATES_EXIST(Kind.ALREADY_EXISTS),
  /** There is no CA in the folder to issue from, or it can't be read. */
  NO_AUTHORITY(Kind.NOT_FOUND),
  /** The folder can't be written. */
  FOLDER_NOT_WRITABLE(Kind.INVALID_ARGUMENT);

  private final Kind kind;

  CertificateReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
