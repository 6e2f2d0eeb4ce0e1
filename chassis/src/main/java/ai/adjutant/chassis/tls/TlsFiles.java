package ai.adjutant.chassis.tls;

import java.nio.file.Path;

/**
 * Where a service's identity lies, each file in PEM.
 *
 * @param ca the certificates of the own CA; more than one while a CA is replaced
 * @param certificate the service's certificate, and those between it and the CA after it
 * @param key the service's private key, PKCS#8 without a password
 */
public record TlsFiles(Path ca, Path certificate, Path key) {
  /** Returns the files in a folder as {@code ./adjutant tls init} writes them. */
  public static TlsFiles in(Path folder, ServiceRole role) {
    return new TlsFiles(
        folder.resolve("ca.pem"),
        folder.resolve(role.word() + ".pem"),
        folder.resolve(role.word() + "-key.pem"));
  }
}
