package ai.adjutant.admin.client;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.chassis.access.KeySecret;
import ai.adjutant.chassis.tls.ClientSecurity;
import ai.adjutant.chassis.tls.TlsFailure;
import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chassis.transport.Statuses;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which gateway a command calls and how: in plain text or over TLS, with or without a key.
 *
 * @param server as the user wrote it: HOST:PORT, https://HOST:PORT or http://HOST:PORT
 * @param ca PEM file of the CA that issued the server's certificate, which asks for TLS; with null
 *     https:// asks for it, and the machine's own CAs count
 * @param key what shows who calls; null for none
 */
public record Connection(String server, @Nullable Path ca, @Nullable KeySecret key) {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Duration PROBE_MOST = Duration.ofSeconds(2);
  private static final String HTTPS = "https://";
  private static final String HTTP = "http://";

  /** Returns a connection in plain text without a key, to a server on this machine. */
  public static Connection plaintext(String server) {
    return new Connection(server, null, null);
  }

  /** Returns HOST:PORT. */
  public String address() {
    String plain = server;
    for (String scheme : new String[] {HTTPS, HTTP}) {
      if (plain.startsWith(scheme)) {
        plain = plain.substring(scheme.length());
      }
    }
    return plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
  }

  private boolean tls() {
    return ca != null || server.startsWith(HTTPS);
  }

  private Endpoint endpoint() {
    try {
      return Endpoint.parse(address());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.WRONG_USAGE, "--server: " + e.getMessage());
    }
  }

  /** Opens a channel; nothing is connected until the first call. */
  ManagedChannel open() {
    Endpoint endpoint = endpoint();
    if (tls() && server.startsWith(HTTP)) {
      throw new CommandFailure(
          ExitCode.WRONG_USAGE,
          "--server begins with http:// but --ca asks for TLS; write https://");
    }
    if (!tls() && key != null && endpoint instanceof Endpoint.Tcp tcp && !tcp.isLoopback()) {
      throw new CommandFailure(
          ExitCode.WRONG_USAGE,
          "the key is not sent to "
              + address()
              + " in plain text, where anybody on the way could read it; give the CA's file with"
              + " --ca, or write https:// where this machine trusts its certificate");
    }
    return Channels.open(endpoint, credentials());
  }

  private ChannelCredentials credentials() {
    if (!tls()) {
      return ClientSecurity.plaintext();
    }
    return ca == null ? ClientSecurity.systemCa() : ClientSecurity.ca(ca);
  }

  /** Returns a channel whose calls show the key, if there is one. */
  Channel showingKey(Channel channel) {
    KeySecret secret = key;
    if (secret == null) {
      return channel;
    }
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + secret.reveal());
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  /** Returns what is said of a call that TLS kept from the server; empty for other failures. */
  Optional<CommandFailure> explain(StatusRuntimeException failure) {
    Optional<TlsFailure> kind = TlsFailure.of(failure);
    if (kind.isPresent()) {
      return Optional.of(
          new CommandFailure(
              ExitCode.NOT_AVAILABLE,
              "no protected connection to "
                  + address()
                  + ": "
                  + kind.get().words()
                  + hint(kind.get())));
    }
    boolean lost =
        !tls()
            && failure.getStatus().getCode() == Status.Code.UNAVAILABLE
            && Statuses.errorInfo(failure).isEmpty();
    if (lost
        && endpoint() instanceof Endpoint.Tcp tcp
        && ClientSecurity.speaksTls(tcp.host(), tcp.port(), PROBE_MOST)) {
      return Optional.of(
          new CommandFailure(
              ExitCode.NOT_AVAILABLE,
              "the server at "
                  + address()
                  + " speaks TLS: give its CA's file with --ca FILE, or write --server https://"
                  + address()
                  + " where this machine trusts its certificate"));
    }
    return Optional.empty();
  }

  private String hint(TlsFailure kind) {
    return switch (kind) {
      case EXPIRED ->
          "; whoever runs the server makes a new one with './adjutant tls renew', which it takes"
              + " without a restart";
      case NOT_YET_VALID, OTHER -> "";
      case WRONG_HOST ->
          "; name the server with --server as its certificate does, or make one for this name with"
              + " './adjutant tls init --host'";
      case UNKNOWN_CA ->
          ca == null
              ? "; give the CA's file with --ca FILE"
              : "; " + ca + " is not its CA's file, ask whoever runs the server for ca.pem";
      case WRONG_SERVICE, REFUSED_BY_PEER ->
          "; that is the port of a service behind the gateway, name the gateway's with --server";
      case PEER_SPEAKS_PLAIN_TEXT -> "; leave out --ca and https://, or name another port";
    };
  }
}
