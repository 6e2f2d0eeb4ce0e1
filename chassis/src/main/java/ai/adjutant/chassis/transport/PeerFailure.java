package ai.adjutant.chassis.transport;

import ai.adjutant.chassis.tls.TlsFailure;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.netty.handler.codec.http2.Http2Exception;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure that the transport found, not the service: what the service itself said of a failure
 * carries details and is none of these.
 */
public enum PeerFailure {
  /** No connection came about. */
  UNREACHABLE(TransportReason.PEER_UNREACHABLE),
  /** The connection ended under way. */
  LOST(TransportReason.PEER_LOST),
  /** What answers is no gRPC server. */
  FOREIGN(TransportReason.PEER_FOREIGN),
  /** TLS found that the peer is not who it should be, or the peer found so of us. */
  UNTRUSTED(TransportReason.PEER_UNTRUSTED),
  /** The time ran out. */
  TIMEOUT(TransportReason.PEER_TIMEOUT),
  /** A message is too large, whether request or response. */
  MESSAGE_TOO_LARGE(TransportReason.MESSAGE_TOO_LARGE),
  /** The metadata of the call are too large. */
  METADATA_TOO_LARGE(TransportReason.METADATA_TOO_LARGE);

  private static final int CAUSES_MAX = 8;

  private final TransportReason reason;

  PeerFailure(TransportReason reason) {
    this.reason = reason;
  }

  /** The reason that callers see. */
  TransportReason reason() {
    return reason;
  }

  /** Whether the request itself is at fault, so that trying again does not help. */
  public boolean isRefusal() {
    return this == MESSAGE_TOO_LARGE || this == METADATA_TOO_LARGE;
  }

  /** Says what a call failed by; empty where the service itself said it. */
  public static Optional<PeerFailure> of(Throwable failure) {
    return switch (failure) {
      case StatusRuntimeException e -> of(e.getStatus(), e.getTrailers());
      case StatusException e -> of(e.getStatus(), e.getTrailers());
      default -> Optional.empty();
    };
  }

  static Optional<PeerFailure> of(Status status, @Nullable Metadata trailers) {
    if (status.isOk() || (trailers != null && trailers.containsKey(Statuses.DETAILS))) {
      return Optional.empty();
    }
    String words = status.getDescription() == null ? "" : status.getDescription();
    if (hasCause(status, Http2Exception.HeaderListSizeException.class)
        || words.startsWith("HTTP status code 431")) {
      return Optional.of(METADATA_TOO_LARGE);
    }
    if (hasCause(status, Http2Exception.class) || words.startsWith("HTTP status code")) {
      return Optional.of(FOREIGN);
    }
    return Optional.ofNullable(
        switch (status.getCode()) {
          case UNAVAILABLE -> unavailable(status);
          // a service that gives up by itself says why; gRPC names the deadline
          case DEADLINE_EXCEEDED ->
              words.isEmpty() || words.toLowerCase(Locale.ROOT).contains("deadline")
                  ? TIMEOUT
                  : null;
          case RESOURCE_EXHAUSTED ->
              words.startsWith("gRPC message exceeds") ? MESSAGE_TOO_LARGE : null;
          // the server reset the stream, which one that is being stopped does
          case CANCELLED ->
              words.contains("RST_STREAM") || words.contains("Rst Stream") ? LOST : null;
          default -> null;
        });
  }

  private static PeerFailure unavailable(Status status) {
    Throwable cause = status.getCause();
    if (cause != null && TlsFailure.of(cause).isPresent()) {
      return UNTRUSTED;
    }
    return isUnreachable(status) ? UNREACHABLE : LOST;
  }

  private static boolean isUnreachable(Status status) {
    return hasCause(status, ConnectException.class)
        || hasCause(status, UnknownHostException.class)
        || hasCause(status, UnresolvedAddressException.class)
        // in-process servers and names that do not resolve
        || (status.getDescription() != null
            && (status.getDescription().startsWith("Could not find server")
                || status.getDescription().startsWith("Unable to resolve host")));
  }

  private static boolean hasCause(Status status, Class<? extends Throwable> type) {
    Throwable cause = status.getCause();
    for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
      if (type.isInstance(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
