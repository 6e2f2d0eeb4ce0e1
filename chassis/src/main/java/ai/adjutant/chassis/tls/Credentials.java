package ai.adjutant.chassis.tls;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.file.Sha256;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One consistent reading of a service's files: the key belongs to the certificate, the certificate
 * to the CA, it is valid now and names the service.
 *
 * @param ca certificates that peers' chains must end in
 * @param chain the own certificate first
 * @param key the own private key
 * @param digest SHA-256 over the three files, so that changes are seen
 */
record Credentials(
    List<X509Certificate> ca, List<X509Certificate> chain, PrivateKey key, String digest) {
  Credentials {
    ca = List.copyOf(ca);
    chain = List.copyOf(chain);
  }

  /** What the three files hold, unread. */
  record Content(TlsFiles files, byte[] ca, byte[] certificate, byte[] key) {
    static Content read(TlsFiles files) {
      return new Content(
          files, Pem.read(files.ca()), Pem.read(files.certificate()), Pem.read(files.key()));
    }

    String digest() {
      return Sha256.of(ca) + Sha256.of(certificate) + Sha256.of(key);
    }
  }

  /**
   * Reads and checks.
   *
   * @throws AdjutantException TLS_FILE_REFUSED or CERTIFICATE_REFUSED, naming the file
   */
  static Credentials of(Content content, ServiceRole role, Instant now) {
    TlsFiles files = content.files();
    Credentials read =
        new Credentials(
            Pem.certificates(files.ca(), content.ca()),
            Pem.certificates(files.certificate(), content.certificate()),
            Pem.key(files.key(), content.key()),
            content.digest());
    read.checkDates(files, now);
    if (!read.keyFits()) {
      throw refused(files.key() + " is not the key of " + files.certificate());
    }
    read.checkCa(files, now);
    if (!PeerCheck.roles(read.leaf()).contains(role)) {
      throw refused(
          files.certificate() + " does not name this service: it lacks the URI " + role.uri());
    }
    return read;
  }

  X509Certificate leaf() {
    return chain.getFirst();
  }

  private void checkDates(TlsFiles files, Instant now) {
    try {
      leaf().checkValidity(Date.from(now));
    } catch (CertificateExpiredException e) {
      throw refused(
          files.certificate()
              + " expired on "
              + leaf().getNotAfter().toInstant()
              + "; './adjutant tls renew' makes a new one");
    } catch (CertificateNotYetValidException e) {
      throw refused(
          files.certificate()
              + " is not valid before "
              + leaf().getNotBefore().toInstant()
              + "; check this machine's clock");
    }
  }

  /** Whether a signature made with the key verifies under the certificate's public key. */
  private boolean keyFits() {
    PublicKey open = leaf().getPublicKey();
    String algorithm =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> key.getAlgorithm();
        };
    byte[] text = {1, 2, 3};
    try {
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(text);
      byte[] signed = signing.sign();
      Signature verifying = Signature.getInstance(algorithm);
      verifying.initVerify(open);
      verifying.update(text);
      return verifying.verify(signed);
    } catch (GeneralSecurityException e) {
      return false; // another algorithm than the certificate's
    }
  }

  private void checkCa(TlsFiles files, Instant now) {
    try {
      Set<TrustAnchor> anchors =
          ca.stream().map(one -> new TrustAnchor(one, null)).collect(Collectors.toSet());
      PKIXParameters parameters = new PKIXParameters(anchors);
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      var unused =
          CertPathValidator.getInstance("PKIX")
              .validate(
                  CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
    } catch (GeneralSecurityException e) {
      throw refused(files.certificate() + " was not issued by the CA in " + files.ca());
    }
  }

  private static AdjutantException refused(String message) {
    return new AdjutantException(TlsReason.CERTIFICATE_REFUSED, message);
  }
}
