package ai.adjutant.chassis.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why a connection could not be protected, read from the exception of a failed call. */
public enum TlsFailure {
  /** The peer's certificate is past its end. */
  EXPIRED("its certificate has expired"),
  /** The peer's certificate is before its start. */
  NOT_YET_VALID("its certificate is not valid yet; check the clocks"),
  /** The peer's certificate is for other hosts. */
  WRONG_HOST("its certificate is for another host"),
  /** Nobody whom we trust issued the peer's certificate. */
  UNKNOWN_CA("its certificate was issued by a CA that is not trusted here"),
  /** The peer's certificate names another service than the one that was called. */
  WRONG_SERVICE("its certificate names another service"),
  /** The peer did not accept our certificate, or misses one. */
  REFUSED_BY_PEER("it does not accept the certificate of the caller"),
  /** The peer speaks plain text. */
  PEER_SPEAKS_PLAIN_TEXT("it does not speak TLS"),
  /** Anything else that TLS refused. */
  OTHER("the TLS connection failed");

  /** How far causes are followed. */
  private static final int DEPTH_MAX = 20;

  private final String words;

  TlsFailure(String words) {
    this.words = words;
  }

  /** Returns what happened, as words that follow the name of the peer. */
  public String words() {
    return words;
  }

  /** Returns what kept a connection from being protected; empty where TLS is not the reason. */
  public static Optional<TlsFailure> of(Throwable failure) {
    boolean tls = false;
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEPTH_MAX; depth++) {
      Optional<TlsFailure> exact = exact(cause);
      if (exact.isPresent()) {
        return exact;
      }
      tls |= cause instanceof SSLException;
      cause = cause.getCause();
    }
    return tls ? Optional.of(OTHER) : Optional.empty();
  }

  private static Optional<TlsFailure> exact(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return Optional.ofNullable(
        switch (cause) {
          case CertificateExpiredException e -> EXPIRED;
          case CertificateNotYetValidException e -> NOT_YET_VALID;
          case CertPathValidatorException e when e.getReason() == BasicReason.EXPIRED -> EXPIRED;
          case CertPathValidatorException e when e.getReason() == BasicReason.NOT_YET_VALID ->
              NOT_YET_VALID;
          case CertPathBuilderException e -> UNKNOWN_CA;
          case CertificateException e when message.startsWith("the peer's certificate names") ->
              WRONG_SERVICE;
          case CertificateException e
              when message.contains("No subject alternative")
                  || message.contains("No name matching") ->
              WRONG_HOST;
          case SSLException e when message.contains("not an SSL/TLS record") ->
              PEER_SPEAKS_PLAIN_TEXT;
          case SSLException e when message.contains("Received fatal alert") -> REFUSED_BY_PEER;
          default -> null;
        });
  }
}
