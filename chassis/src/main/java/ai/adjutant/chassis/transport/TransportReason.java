package ai.adjutant.chassis.transport;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why a server could not start. */
public enum TransportReason implements Reason {
  /** Another program listens there. */
  PORT_IN_USE(Kind.UNAVAILABLE),
  /** Serving beyond this machine needs TLS, and keys where clients call. */
  ADDRESS_NOT_LOOPBACK(Kind.FAILED_PRECONDITION);

  private final Kind kind;

  TransportReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
