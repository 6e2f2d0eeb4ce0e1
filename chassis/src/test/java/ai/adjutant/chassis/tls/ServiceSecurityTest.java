package ai.adjutant.chassis.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.adjutant.chassis.certificate.CertificateFolder;
import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chassis.transport.Statuses;
import io.grpc.ChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections between services with certificates, over real sockets. */
final class ServiceSecurityTest {
  private static final Duration NEVER = Duration.ofDays(1);

  @TempDir Path folder = Path.of("never used");

  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void makeCertificates() {
    certificates("own");
  }

  @AfterEach
  void close() throws Exception {
    Collections.reverse(open);
    for (AutoCloseable part : open) {
      part.close();
    }
  }

  private CertificateFolder certificates(String name) {
    CertificateFolder made = new CertificateFolder(folder.resolve(name));
    made.create(Map.of(), Instant.now());
    return made;
  }

  private TlsFiles files(String ca, ServiceRole role) {
    return TlsFiles.in(folder.resolve(ca), role);
  }

  private ServiceSecurity security(String ca, ServiceRole role) {
    return security(files(ca, role), role, NEVER);
  }

  private ServiceSecurity security(TlsFiles files, ServiceRole role, Duration reload) {
    ServiceSecurity security = ServiceSecurity.open(files, role, reload, Clock.systemUTC());
    open.add(security);
    return security;
  }

  /** Serves health on every loopback address; returns the port. */
  private int serve(ServiceSecurity security) throws IOException {
    HealthStatusManager health = new HealthStatusManager();
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(0), security.serving())
            .addService(health.getHealthService())
            .build()
            .start();
    open.add(server::shutdownNow);
    return server.getPort();
  }

  private ManagedChannel channel(String host, int port, ChannelCredentials credentials) {
    ManagedChannel channel = NettyChannelBuilder.forAddress(host, port, credentials).build();
    open.add(channel::shutdownNow);
    return channel;
  }

  private static ServingStatus health(ManagedChannel channel) {
    return HealthGrpc.newBlockingStub(channel)
        .withDeadlineAfter(30, TimeUnit.SECONDS)
        .check(HealthCheckRequest.getDefaultInstance())
        .getStatus();
  }

  private ServingStatus health(int port, ChannelCredentials credentials) {
    return health(channel("127.0.0.1", port, credentials));
  }

  private TlsFailure failure(String host, int port, ChannelCredentials credentials) {
    StatusRuntimeException failure =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> health(channel(host, port, credentials)));
    assertThat(failure).as("the call must not get through").isNotNull();
    return TlsFailure.of(failure).orElseThrow(() -> new AssertionError("no TLS failure", failure));
  }

  @Test
  void servicesOfOneCaReachThoseWhomTheyMayCall() throws Exception {
    int inference = serve(security("own", ServiceRole.INFERENCE));
    int retriever = serve(security("own", ServiceRole.RETRIEVER));
    ServiceSecurity gateway = security("own", ServiceRole.GATEWAY);
    assertThat(health(inference, gateway.calling(ServiceRole.INFERENCE)))
        .isEqualTo(ServingStatus.SERVING);
    assertThat(health(retriever, gateway.calling(ServiceRole.RETRIEVER)))
        .isEqualTo(ServingStatus.SERVING);
    ServiceSecurity calling = security("own", ServiceRole.RETRIEVER);
    assertThat(health(inference, calling.calling(ServiceRole.INFERENCE)))
        .isEqualTo(ServingStatus.SERVING);
  }

  @Test
  void aServiceRefusesOneThatMayNotCallIt() throws Exception {
    int retriever = serve(security("own", ServiceRole.RETRIEVER));
    ServiceSecurity inference = security("own", ServiceRole.INFERENCE);
    assertThat(failure("127.0.0.1", retriever, inference.calling(ServiceRole.RETRIEVER)))
        .isEqualTo(TlsFailure.REFUSED_BY_PEER);
  }

  @Test
  void aServiceRefusesACertificateOfAnotherCa() throws Exception {
    certificates("other");
    int retriever = serve(security("own", ServiceRole.RETRIEVER));
    TlsFiles mixed = mixed("other", ServiceRole.GATEWAY);
    Files.write(
        mixed.ca(),
        List.of(
            Files.readString(files("own", ServiceRole.GATEWAY).ca()),
            Files.readString(files("other", ServiceRole.GATEWAY).ca())));
    ServiceSecurity stranger = security(mixed, ServiceRole.GATEWAY, NEVER);
    assertThat(failure("127.0.0.1", retriever, stranger.calling(ServiceRole.RETRIEVER)))
        .isEqualTo(TlsFailure.REFUSED_BY_PEER);
  }

  @Test
  void aServiceRefusesACallerWithoutACertificate() throws Exception {
    int inference = serve(security("own", ServiceRole.INFERENCE));
    assertThat(
            failure(
                "127.0.0.1",
                inference,
                ClientSecurity.ca(files("own", ServiceRole.INFERENCE).ca())))
        .isEqualTo(TlsFailure.REFUSED_BY_PEER);
  }

  @Test
  void aCallerRefusesAnotherService() throws Exception {
    int gateway = serve(security("own", ServiceRole.GATEWAY));
    ServiceSecurity caller = security("own", ServiceRole.GATEWAY);
    assertThat(failure("127.0.0.1", gateway, caller.calling(ServiceRole.RETRIEVER)))
        .isEqualTo(TlsFailure.WRONG_SERVICE);
  }

  @Test
  void aChannelBetweenServicesSaysWhatTlsFound() throws Exception {
    int gateway = serve(security("own", ServiceRole.GATEWAY));
    ManagedChannel channel =
        Channels.open(
            new Endpoint.Tcp("127.0.0.1", gateway),
            "retriever",
            security("own", ServiceRole.GATEWAY).calling(ServiceRole.RETRIEVER));
    open.add(channel::shutdownNow);
    StatusRuntimeException failure =
        catchThrowableOfType(StatusRuntimeException.class, () -> health(channel));
    assertThat(Statuses.errorInfo(failure).orElseThrow().getReason()).isEqualTo("PEER_UNTRUSTED");
    assertThat(failure.getStatus().getDescription())
        .contains("the retriever at 127.0.0.1:" + gateway, "names another service", "security.md");
  }

  @Test
  void clientsOfTheGatewayNeedTheCaAlone() throws Exception {
    int gateway = serve(security("own", ServiceRole.GATEWAY));
    Path ca = files("own", ServiceRole.GATEWAY).ca();
    assertThat(health(gateway, ClientSecurity.ca(ca))).isEqualTo(ServingStatus.SERVING);
    certificates("other");
    Path otherCa = files("other", ServiceRole.GATEWAY).ca();
    assertThat(failure("127.0.0.1", gateway, ClientSecurity.ca(otherCa)))
        .isEqualTo(TlsFailure.UNKNOWN_CA);
    assertThat(failure("127.0.0.1", gateway, ClientSecurity.systemCa()))
        .isEqualTo(TlsFailure.UNKNOWN_CA);
    assertThat(failure("127.0.0.2", gateway, ClientSecurity.ca(ca)))
        .isEqualTo(TlsFailure.WRONG_HOST);
  }

  @Test
  void tellsPlainTextFromTls() throws Exception {
    int secured = serve(security("own", ServiceRole.GATEWAY));
    assertThatThrownBy(() -> health(secured, ClientSecurity.plaintext()))
        .isInstanceOf(StatusRuntimeException.class);
    Duration most = Duration.ofSeconds(30);
    assertThat(ClientSecurity.speaksTls("127.0.0.1", secured, most)).isTrue();
    int mutual = serve(security("own", ServiceRole.RETRIEVER));
    assertThat(ClientSecurity.speaksTls("127.0.0.1", mutual, most)).isTrue();
    int plain = serve(ServiceSecurity.plaintext(ServiceRole.GATEWAY));
    assertThat(ClientSecurity.speaksTls("127.0.0.1", plain, most)).isFalse();
    assertThat(
            failure("127.0.0.1", plain, ClientSecurity.ca(files("own", ServiceRole.GATEWAY).ca())))
        .isEqualTo(TlsFailure.PEER_SPEAKS_PLAIN_TEXT);
  }

  @Test
  void showsANewCertificateToNewConnectionsWithoutARestart() throws Exception {
    TlsFiles files = files("own", ServiceRole.GATEWAY);
    int port = serve(security(files, ServiceRole.GATEWAY, Duration.ofMillis(10)));
    ManagedChannel before = channel("127.0.0.1", port, ClientSecurity.ca(files.ca()));
    assertThat(health(before)).isEqualTo(ServingStatus.SERVING);
    X509Certificate old = SeenCertificate.at(port);

    new CertificateFolder(folder.resolve("own")).renew(Instant.now());
    X509Certificate renewed =
        Pem.certificates(files.certificate(), Pem.read(files.certificate())).getFirst();
    assertThat(renewed).isNotEqualTo(old);

    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    X509Certificate seen = old;
    while (seen.equals(old) && System.nanoTime() < end) {
      seen = SeenCertificate.at(port);
    }
    assertThat(seen).isEqualTo(renewed);
    assertThat(health(before)).as("the connection of before").isEqualTo(ServingStatus.SERVING);
    assertThat(health(port, ClientSecurity.ca(files.ca()))).isEqualTo(ServingStatus.SERVING);
  }

  @Test
  void trustsANewCaWithoutARestart() throws Exception {
    certificates("other");
    ServiceRole role = ServiceRole.RETRIEVER;
    TlsFiles served = mixed("own", role);
    ReloadingIdentity identity = new ReloadingIdentity(served, role, Clock.systemUTC());
    var trust = identity.trust(java.util.Set.of(ServiceRole.GATEWAY));
    assertThat(trust.getAcceptedIssuers()).hasSize(1);
    Files.write(
        served.ca(),
        List.of(
            Files.readString(files("own", role).ca()),
            Files.readString(files("other", role).ca())));
    assertThat(identity.check()).isTrue();
    assertThat(trust.getAcceptedIssuers()).hasSize(2);
    assertThat(identity.check()).as("nothing new").isFalse();
  }

  @Test
  void keepsTheEarlierFilesWhileTheNewDoNotFitTogetherAndSaysSoOnce() throws Exception {
    certificates("other");
    ServiceRole role = ServiceRole.GATEWAY;
    TlsFiles served = mixed("own", role);
    List<String> logged = new ArrayList<>();
    Logger logger = Logger.getLogger(ReloadingIdentity.class.getName());
    Handler handler = recording(logged);
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
    try {
      ReloadingIdentity identity = new ReloadingIdentity(served, role, Clock.systemUTC());
      copy(files("other", role).key(), served.key());
      assertThat(identity.check()).isFalse();
      assertThat(logged).as("a moment later the other file may be there").isEmpty();
      for (int i = 0; i < 3; i++) {
        assertThat(identity.check()).isFalse();
      }
      assertThat(logged).singleElement().asString().contains("is not the key of");
      copy(files("own", role).key(), served.key());
      assertThat(identity.check()).isFalse();
      Files.writeString(served.certificate(), "-----BEGIN CERTIFICATE-----\nnothing\n");
      assertThat(identity.check()).isFalse();
      assertThat(identity.check()).isFalse();
      assertThat(logged).hasSize(2);
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
  }

  @Test
  void refusesFilesThatDoNotFit() throws Exception {
    certificates("other");
    ServiceRole role = ServiceRole.RETRIEVER;
    TlsFiles own = files("own", role);
    TlsFiles other = files("other", role);
    refused(new TlsFiles(other.ca(), own.certificate(), own.key()), "was not issued by the CA in");
    refused(new TlsFiles(own.ca(), own.certificate(), other.key()), "is not the key of");
    TlsFiles gateway = files("own", ServiceRole.GATEWAY);
    refused(
        new TlsFiles(own.ca(), gateway.certificate(), gateway.key()),
        "adjutant://service/retriever");
    refused(new TlsFiles(folder.resolve("none"), own.certificate(), own.key()), "does not exist");
    refused(new TlsFiles(own.key(), own.certificate(), own.key()), "holds no certificate");
    refused(new TlsFiles(own.ca(), own.certificate(), own.ca()), "holds no private key");
    Path large = Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);
    refused(new TlsFiles(large, own.certificate(), own.key()), "larger than 1 MiB");
  }

  @Test
  void refusesACertificateBeforeAndAfterItsTime() {
    TlsFiles own = files("own", ServiceRole.RETRIEVER);
    for (Map.Entry<Duration, String> time :
        Map.of(
                Duration.ofDays(366), "expired on",
                Duration.ofDays(-1), "is not valid before")
            .entrySet()) {
      Clock clock = Clock.fixed(Instant.now().plus(time.getKey()), ZoneOffset.UTC);
      assertThatThrownBy(() -> ServiceSecurity.open(own, ServiceRole.RETRIEVER, NEVER, clock))
          .isInstanceOf(AdjutantException.class)
          .hasMessageContaining(time.getValue());
    }
  }

  private void refused(TlsFiles files, String words) {
    assertThatThrownBy(
            () -> ServiceSecurity.open(files, ServiceRole.RETRIEVER, NEVER, Clock.systemUTC()))
        .isInstanceOf(AdjutantException.class)
        .hasMessageContaining(words);
  }

  /** Copies of a service's files that a test may change. */
  private TlsFiles mixed(String ca, ServiceRole role) throws IOException {
    Path copies = Files.createDirectories(folder.resolve("copies"));
    TlsFiles copied = TlsFiles.in(copies, role);
    TlsFiles from = files(ca, role);
    copy(from.ca(), copied.ca());
    copy(from.certificate(), copied.certificate());
    copy(from.key(), copied.key());
    return copied;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Handler recording(List<String> logged) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        logged.add(new java.util.logging.SimpleFormatter().formatMessage(line));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
