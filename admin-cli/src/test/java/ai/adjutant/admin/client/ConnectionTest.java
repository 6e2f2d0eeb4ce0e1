package ai.adjutant.admin.client;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.admin.scripted.ScriptedModels;
import ai.adjutant.admin.scripted.ScriptedServer;
import ai.adjutant.admin.scripted.ScriptedServer.Ran;
import ai.adjutant.chassis.certificate.CertificateFolder;
import ai.adjutant.chassis.tls.ServiceRole;
import ai.adjutant.chassis.tls.ServiceSecurity;
import ai.adjutant.chassis.tls.TlsFiles;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chassis.transport.Protection;
import ai.adjutant.chassis.transport.ServerEnvironment;
import ai.adjutant.chassis.transport.ServiceServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How commands reach a gateway over TLS, and what they say when they don't. */
final class ConnectionTest {
  @TempDir Path folder = Path.of("never used");

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable part : open.reversed()) {
      part.close();
    }
  }

  private Path certificates(String name, Instant when) {
    Path made = folder.resolve(name);
    new CertificateFolder(made).create(Map.of(), when);
    return made;
  }

  /** Serves models with a certificate of this folder; returns its port. */
  private int serve(Path certificates, Instant now, String host) {
    ServiceSecurity security =
        ServiceSecurity.open(
            TlsFiles.in(certificates, ServiceRole.GATEWAY),
            ServiceRole.GATEWAY,
            Duration.ofDays(1),
            Clock.fixed(now, ZoneOffset.UTC));
    open.add(security);
    ServiceServer server =
        new ServiceServer(
                "gateway",
                new Endpoint.Tcp(host, 0),
                List.of(new ScriptedModels()),
                null,
                ServerEnvironment.unobserved().with(Protection.of(security)))
            .start();
    open.add(server);
    return ((Endpoint.Tcp) server.endpoint()).port();
  }

  private static Ran list(String server, String... more) {
    List<String> all = new ArrayList<>(List.of("model", "list", "--json", "--server", server));
    all.addAll(List.of(more));
    return ScriptedServer.alone(all.toArray(String[]::new));
  }

  private static void refused(Ran ran, int exit, String... words) {
    assertThat(ran.exit()).as(ran.err()).isEqualTo(exit);
    assertThat(ran.err()).contains(words);
  }

  @Test
  void reachesAServerWhoseCaItIsGiven() {
    Path own = certificates("own", Instant.now());
    int port = serve(own, Instant.now(), "127.0.0.1");
    String ca = own.resolve("ca.pem").toString();
    assertThat(list("127.0.0.1:" + port, "--ca", ca).json().get("models")).hasSize(3);
    assertThat(list("https://localhost:" + port + "/", "--ca", ca).json().get("models")).hasSize(3);
  }

  @Test
  void saysWhatIsWrongWithACertificateAndHowToMendIt() {
    Path own = certificates("own", Instant.now());
    String ca = own.resolve("ca.pem").toString();
    int port = serve(own, Instant.now(), "127.0.0.1");
    Path other = certificates("other", Instant.now());
    refused(
        list("127.0.0.1:" + port, "--ca", other.resolve("ca.pem").toString()),
        5,
        "issued by a CA that is not trusted",
        "is not its CA's file");
    refused(list("https://127.0.0.1:" + port), 5, "not trusted", "give the CA's file with --ca");

    int elsewhere = serve(own, Instant.now(), "127.0.0.2");
    refused(list("127.0.0.2:" + elsewhere, "--ca", ca), 5, "another host", "tls init --host");

    Instant past = Instant.now().minus(Duration.ofDays(400));
    Path old = certificates("old", past);
    int expired = serve(old, past.plus(Duration.ofDays(1)), "127.0.0.1");
    refused(
        list("127.0.0.1:" + expired, "--ca", old.resolve("ca.pem").toString()),
        5,
        "has expired",
        "tls renew");
  }

  @Test
  void tellsPlainTextFromTls() {
    Path own = certificates("own", Instant.now());
    int port = serve(own, Instant.now(), "127.0.0.1");
    refused(list("127.0.0.1:" + port), 5, "speaks TLS", "--ca FILE");
    try (ScriptedServer plain = new ScriptedServer(new ScriptedModels())) {
      refused(
          list(plain.address(), "--ca", own.resolve("ca.pem").toString()),
          5,
          "does not speak TLS",
          "leave out --ca");
      refused(
          list("http://" + plain.address(), "--ca", own.resolve("ca.pem").toString()),
          2,
          "write https://");
      assertThat(list("http://" + plain.address()).exit()).isZero();
    }
  }

  @Test
  void refusesFilesThatHoldNoCertificateAndNoKey() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "nothing");
    refused(list("127.0.0.1:1", "--ca", text.toString()), 3, "holds no certificate");
    refused(list("127.0.0.1:1", "--ca", folder.resolve("none").toString()), 3, "does not exist");
    refused(list("127.0.0.1:1", "--key-file", text.toString()), 3, "holds no key", "adj_");
    refused(
        list("127.0.0.1:1", "--key-file", folder.resolve("none").toString()), 4, "does not exist");
  }

  @Test
  void sendsNoKeyInPlainTextToAnotherMachine() throws IOException {
    Path key =
        Files.writeString(
            folder.resolve("key"),
            "adj_0123456789ab_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n");
    refused(list("192.0.2.1:7070", "--key-file", key.toString()), 2, "plain text", "--ca");
  }
}
