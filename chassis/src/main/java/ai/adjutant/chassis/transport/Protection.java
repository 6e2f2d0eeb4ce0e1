package ai.adjutant.chassis.transport;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.tls.ServiceRole;
import ai.adjutant.chassis.tls.ServiceSecurity;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/**
 * Who may connect to a server, and who may call.
 *
 * @param security how connections are protected
 * @param calls admits or refuses each call; runs within the request's context
 */
public record Protection(ServiceSecurity security, ServerInterceptor calls) {
  /** Plain text, and everybody may call: for loopback and within a process. */
  static Protection none() {
    return of(ServiceSecurity.plaintext(ServiceRole.GATEWAY));
  }

  /** Returns protected connections on which everybody who could connect may call. */
  public static Protection of(ServiceSecurity security) {
    return new Protection(security, Everybody.INSTANCE);
  }

  /**
   * Refuses to serve other machines without what that needs.
   *
   * @throws AdjutantException ADDRESS_NOT_LOOPBACK, saying how to get it
   */
  void requireFor(Exposure exposure, String host) {
    boolean open = calls == Everybody.INSTANCE;
    switch (exposure) {
      case EDGE -> {
        if (!security.encrypted() || open) {
          throw refused(exposure, host);
        }
      }
      case INTERNAL -> {
        if (!security.encrypted()) {
          throw refused(exposure, host);
        }
      }
    }
  }

  /** Says what serving other machines needs and how to get it. */
  public static AdjutantException refused(Exposure exposure, String host) {
    return new AdjutantException(
        TransportReason.ADDRESS_NOT_LOOPBACK,
        "will not serve on "
            + host
            + ": other machines than this one are served only with "
            + switch (exposure) {
              case EDGE ->
                  "both TLS and keys. Make certificates with './adjutant tls init --out DIR --host"
                      + " NAME', a first key with './adjutant key create --data DATA --name NAME"
                      + " --scope admin', and serve with '--tls DIR --keys required' (settings"
                      + " tls.folder and access.keys)";
              case INTERNAL ->
                  "TLS. Make certificates with './adjutant tls init --out DIR --host NAME' and"
                      + " serve with '--tls DIR' (setting tls.folder)";
            }
            + "; or use the loopback address 127.0.0.1");
  }

  private enum Everybody implements ServerInterceptor {
    INSTANCE;

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      return next.startCall(call, headers);
    }
  }
}
