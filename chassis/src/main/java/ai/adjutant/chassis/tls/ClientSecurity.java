package ai.adjutant.chassis.tls;

import ai.adjutant.chassis.error.AdjutantException;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

/** What a client of the gateway asks of its server. It shows a key, never a certificate. */
public final class ClientSecurity {
  private ClientSecurity() {}

  /**
   * Looks whether a server speaks TLS, whatever certificate it has; for telling a caller who spoke
   * plain text, since a server of TLS ends such a connection without a word.
   */
  public static boolean speaksTls(String host, int port, Duration timeout) {
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(host, port), Math.toIntExact(timeout.toMillis()));
      plain.setSoTimeout(Math.toIntExact(timeout.toMillis()));
      try (SSLSocket socket =
          (SSLSocket)
              SSLContext.getDefault().getSocketFactory().createSocket(plain, host, port, true)) {
        socket.startHandshake();
        return true;
      }
    } catch (SSLHandshakeException e) {
      return true; // it has shown a certificate that is not trusted here, or has asked for one
    } catch (IOException | NoSuchAlgorithmException e) {
      return false;
    }
  }

  /** Returns plain text, for loopback. */
  public static ChannelCredentials plaintext() {
    return InsecureChannelCredentials.create();
  }

  /** Returns TLS with a server whose certificate one of the machine's own CAs issued. */
  public static ChannelCredentials systemCa() {
    return TlsChannelCredentials.create();
  }

  /**
   * Returns TLS with a server whose certificate this CA issued.
   *
   * @throws AdjutantException TLS_FILE_REFUSED when the file holds no certificate
   */
  public static ChannelCredentials ca(Path file) {
    byte[] content = Pem.read(file);
    var unused = Pem.certificates(file, content);
    try {
      return TlsChannelCredentials.newBuilder()
          .trustManager(new ByteArrayInputStream(content))
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can always be read", e);
    }
  }
}
