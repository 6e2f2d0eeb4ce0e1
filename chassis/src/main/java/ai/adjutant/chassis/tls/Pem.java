package ai.adjutant.chassis.tls;

import ai.adjutant.chassis.error.AdjutantException;
import io.grpc.util.CertificateUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.util.List;

/** Reads PEM files; what can't be read is refused with the file's name and how to mend it. */
final class Pem {
  /** Larger than any chain of certificates; a file above it was named by mistake. */
  private static final long FILE_BYTES_MAX = 1 << 20;

  private Pem() {}

  static byte[] read(Path file) {
    try {
      if (Files.size(file) > FILE_BYTES_MAX) {
        throw refused(file, "is larger than 1 MiB and no PEM file", null);
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw refused(file, "does not exist", e);
    } catch (IOException e) {
      throw refused(file, "can't be read (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  static List<X509Certificate> certificates(Path file, byte[] content) {
    try {
      List<X509Certificate> found =
          List.of(CertificateUtils.getX509Certificates(new ByteArrayInputStream(content)));
      if (found.isEmpty()) {
        throw refused(file, "holds no certificate (-----BEGIN CERTIFICATE-----)", null);
      }
      return found;
    } catch (CertificateException e) {
      throw refused(file, "holds no certificate that can be read", e);
    }
  }

  static PrivateKey key(Path file, byte[] content) {
    try {
      return CertificateUtils.getPrivateKey(new ByteArrayInputStream(content));
    } catch (IOException
        | NoSuchAlgorithmException
        | InvalidKeySpecException
        | RuntimeException e) {
      // base64 that is none arrives as IllegalArgumentException, an empty file as null within
      throw refused(
          file,
          "holds no private key in PKCS#8 without a password; convert it with"
              + " 'openssl pkcs8 -topk8 -nocrypt'",
          e);
    }
  }

  private static AdjutantException refused(
      Path file, String what, @org.jspecify.annotations.Nullable Throwable cause) {
    return new AdjutantException(
        TlsReason.TLS_FILE_REFUSED,
        file + " " + what + "; './adjutant tls init' makes certificates and keys",
        cause);
  }
}
