package ai.adjutant.admin.tls;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.admin.scripted.ScriptedServer;
import ai.adjutant.admin.scripted.ScriptedServer.Ran;
import ai.adjutant.chassis.tls.ServiceRole;
import ai.adjutant.chassis.tls.ServiceSecurity;
import ai.adjutant.chassis.tls.TlsFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tls}. */
final class TlsCommandTest {
  @TempDir Path folder = Path.of("never used");

  private Ran init(String... more) {
    String[] all = new String[4 + more.length];
    System.arraycopy(new String[] {"tls", "init", "--out", out().toString()}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    return ScriptedServer.alone(all);
  }

  private Path out() {
    return folder.resolve("tls");
  }

  @Test
  void makesCertificatesAndSaysWhatToDoNext() {
    Ran ran = init("--host", "chat.example.org", "--host", "10.0.0.5");
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("key create --data", "serve", "--keys required", "--ca ca.pem", "ca-key.pem");
    for (ServiceRole role : ServiceRole.values()) {
      ServiceSecurity.open(TlsFiles.in(out(), role), role, Duration.ofDays(1), Clock.systemUTC())
          .close();
    }
  }

  @Test
  void overwritesNothing() {
    assertThat(init().exit()).isZero();
    Ran again = init();
    assertThat(again.exit()).isEqualTo(3);
    assertThat(again.err()).contains("is not overwritten", "tls renew");
  }

  @Test
  void refusesHostsAndServicesThatAreNone() {
    Ran host = init("--host", "http://x");
    assertThat(host.exit()).isEqualTo(3);
    assertThat(host.err()).contains("neither a host name nor an IP address");
    Ran service = init("--host", "retreiver=a");
    assertThat(service.exit()).isEqualTo(2);
    assertThat(service.err()).contains("'retreiver' is none of gateway, retriever, inference");
    assertThat(Files.exists(out())).isFalse();
  }

  @Test
  void renews() {
    assertThat(init("--host", "retriever=a.example.org").exit()).isZero();
    Ran ran = ScriptedServer.alone("tls", "renew", "--out", out().toString(), "--json");
    assertThat(ran.json().get("retriever").asText()).startsWith("20");
    Ran nowhere = ScriptedServer.alone("tls", "renew", "--out", folder.resolve("none").toString());
    assertThat(nowhere.exit()).isEqualTo(4);
    assertThat(nowhere.err()).contains("ca.pem is missing");
  }
}
