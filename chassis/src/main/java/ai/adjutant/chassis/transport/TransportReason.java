package ai.adjutant.chassis.transport;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why a server could not start, a request could not be read, or a call reached no service. */
public enum TransportReason implements Reason {
  /** Another program listens there. */
  PORT_IN_USE(Kind.UNAVAILABLE),
  /** Serving beyond this machine needs TLS, and keys where clients call. */
  ADDRESS_NOT_LOOPBACK(Kind.FAILED_PRECONDITION),
  /** The bytes of a request are no message of its method. */
  MALFORMED_REQUEST(Kind.INVALID_ARGUMENT),
  /** A message is larger than one may be. */
  MESSAGE_TOO_LARGE(Kind.RESOURCE_EXHAUSTED),
  /** The metadata of a call are larger than they may be. */
  METADATA_TOO_LARGE(Kind.RESOURCE_EXHAUSTED),
  /** No service answers at its address. */
  PEER_UNREACHABLE(Kind.UNAVAILABLE),
  /** The service ended the connection while a call was under way. */
  PEER_LOST(Kind.UNAVAILABLE),
  /** What answers at the address of a service speaks another protocol. */
  PEER_FOREIGN(Kind.UNAVAILABLE),
  /** A protected connection to the service did not come about. */
  PEER_UNTRUSTED(Kind.UNAVAILABLE),
  /** The service did not answer within the time given. */
  PEER_TIMEOUT(Kind.DEADLINE_EXCEEDED);

  private final Kind kind;

  TransportReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
