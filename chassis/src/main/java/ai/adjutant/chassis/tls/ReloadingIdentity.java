package ai.adjutant.chassis.tls;

import ai.adjutant.chassis.error.AdjutantException;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.grpc.util.AdvancedTlsX509TrustManager.SslSocketAndEnginePeerVerifier;
import io.grpc.util.AdvancedTlsX509TrustManager.Verification;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service's identity that follows its files. New connections use what was read last; a set of
 * files that does not fit together is not taken over, and logged when it stays.
 */
final class ReloadingIdentity {
  private static final Logger log = LoggerFactory.getLogger(ReloadingIdentity.class);
  private static final Duration EXPIRY_WARNING = Duration.ofDays(30);
  private static final Duration EXPIRY_WARNING_PAUSE = Duration.ofDays(1);

  private final TlsFiles files;
  private final ServiceRole role;
  private final Clock clock;
  private final AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();

  private final List<AdvancedTlsX509TrustManager> trusts = new ArrayList<>(); // guarded by this
  private Credentials current; // guarded by this
  private String lastRefused = ""; // guarded by this: digest of files that could not be taken over
  private Instant expiryWarned = Instant.MIN; // guarded by this

  /**
   * Reads the files.
   *
   * @throws AdjutantException TLS_FILE_REFUSED or CERTIFICATE_REFUSED
   */
  ReloadingIdentity(TlsFiles files, ServiceRole role, Clock clock) {
    this.files = files;
    this.role = role;
    this.clock = clock;
    this.current = Credentials.of(Credentials.Content.read(files), role, clock.instant());
    use(current);
    warnOfExpiry();
  }

  AdvancedTlsX509KeyManager keys() {
    return keys;
  }

  /** Returns what verifies peers: a chain to the CA, the host's name, and one of these services. */
  synchronized AdvancedTlsX509TrustManager trust(Set<ServiceRole> peers) {
    try {
      AdvancedTlsX509TrustManager trust =
          AdvancedTlsX509TrustManager.newBuilder()
              .setVerification(Verification.CERTIFICATE_AND_HOST_NAME_VERIFICATION)
              .setSslSocketAndEnginePeerVerifier(new RoleVerifier(Set.copyOf(peers)))
              .build();
      trust.updateTrustCredentials(current.ca().toArray(X509Certificate[]::new));
      trusts.add(trust);
      return trust;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("certificates that were checked can't be trusted", e);
    }
  }

  /**
   * Looks whether the files have changed and takes them over when they fit together.
   *
   * @return whether new ones are in use
   */
  synchronized boolean check() {
    warnOfExpiry();
    String digest = "";
    try {
      Credentials.Content content = Credentials.Content.read(files);
      digest = content.digest();
      if (digest.equals(current.digest())) {
        lastRefused = "";
        return false;
      }
      use(Credentials.of(content, role, clock.instant()));
      lastRefused = "";
      log.info("TLS files were read again: {} is in use", files.certificate());
      return true;
    } catch (AdjutantException e) {
      // Files are often replaced one after the other: what is refused once may fit a moment later.
      String refused = digest + e.getMessage();
      if (refused.equals(lastRefused)) {
        return false;
      }
      if (lastRefused.startsWith("seen:") && lastRefused.endsWith(refused)) {
        log.warn("TLS files have changed but can't be used, the earlier stay: {}", e.getMessage());
        lastRefused = refused;
      } else {
        lastRefused = "seen:" + refused;
      }
      return false;
    }
  }

  private void use(Credentials credentials) {
    try {
      X509Certificate[] ca = credentials.ca().toArray(X509Certificate[]::new);
      for (AdvancedTlsX509TrustManager trust : trusts) {
        trust.updateTrustCredentials(ca);
      }
      keys.updateIdentityCredentials(
          credentials.chain().toArray(X509Certificate[]::new), credentials.key());
      current = credentials;
    } catch (IOException | GeneralSecurityException e) {
      // reported as any other refusal, so that the next look at the files takes place
      throw new AdjutantException(
          TlsReason.CERTIFICATE_REFUSED, files.certificate() + " can't be used by this Java", e);
    }
  }

  private void warnOfExpiry() {
    Instant now = clock.instant();
    Instant end = current.leaf().getNotAfter().toInstant();
    if (end.minus(EXPIRY_WARNING).isBefore(now)
        && (expiryWarned.equals(Instant.MIN)
            || expiryWarned.plus(EXPIRY_WARNING_PAUSE).isBefore(now))) {
      expiryWarned = now;
      log.warn(
          "{} expires on {}; './adjutant tls renew' makes a new one", files.certificate(), end);
    }
  }

  /** Checks, after the chain, which service the peer is. */
  private record RoleVerifier(Set<ServiceRole> allowed) implements SslSocketAndEnginePeerVerifier {
    @Override
    public void verifyPeerCertificate(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      PeerCheck.require(chain[0], allowed);
    }

    @Override
    public void verifyPeerCertificate(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      PeerCheck.require(chain[0], allowed);
    }
  }
}
