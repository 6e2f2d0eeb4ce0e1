package ai.adjutant.chassis.certificate;

import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** A certificate with its private key. */
record Issued(X509Certificate certificate, PrivateKey key) {
  private static final int LINE_LENGTH = 64;

  String certificatePem() {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was just made has no encoding", e);
    }
  }

  String keyPem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  private static String pem(String label, byte[] content) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .replace("%n", "\n")
        .formatted(
            label,
            Base64.getMimeEncoder(LINE_LENGTH, new byte[] {'\n'}).encodeToString(content),
            label);
  }
}
