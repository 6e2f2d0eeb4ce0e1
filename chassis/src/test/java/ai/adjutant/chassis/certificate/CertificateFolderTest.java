package ai.adjutant.chassis.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.tls.ServiceRole;
import ai.adjutant.chassis.tls.ServiceSecurity;
import ai.adjutant.chassis.tls.TlsFiles;
import io.grpc.util.CertificateUtils;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates as they are written to a folder. */
final class CertificateFolderTest {
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @TempDir Path folder = Path.of("never used");

  private Path certificates() {
    return folder.resolve("tls");
  }

  private CertificateFolder created() {
    CertificateFolder certificates = new CertificateFolder(certificates());
    certificates.create(
        Map.of(
            ServiceRole.GATEWAY,
            List.of("Chat.Example.org", "10.0.0.5", "fd00::5"),
            ServiceRole.RETRIEVER,
            List.of("10.0.0.6")),
        NOW);
    return certificates;
  }

  private static X509Certificate read(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateUtils.getX509Certificates(in)[0];
    }
  }

  private X509Certificate certificate(ServiceRole role) throws Exception {
    return read(TlsFiles.in(certificates(), role).certificate());
  }

  private static List<String> names(X509Certificate certificate) throws Exception {
    return certificate.getSubjectAlternativeNames().stream()
        .map(name -> String.valueOf(name.get(1)))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void writesAnIdentityThatAServiceTakes(ServiceRole role) {
    CertificateFolder certificates = created();
    try (ServiceSecurity security =
        ServiceSecurity.open(
            TlsFiles.in(certificates(), role), role, Duration.ofDays(1), Clock.systemUTC())) {
      assertThat(security.encrypted()).isTrue();
    }
    assertThat(certificates.end(role)).isEqualTo(NOW.plus(Duration.ofDays(365)));
  }

  @Test
  void namesTheServiceItsHostsAndItsOwnMachine() throws Exception {
    created();
    assertThat(names(certificate(ServiceRole.GATEWAY)))
        .containsExactly(
            "adjutant://service/gateway",
            "chat.example.org",
            "10.0.0.5",
            "fd00:0:0:0:0:0:0:5",
            "localhost",
            "127.0.0.1",
            "0:0:0:0:0:0:0:1");
    assertThat(names(certificate(ServiceRole.INFERENCE)))
        .containsExactly(
            "adjutant://service/inference", "localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
  }

  @Test
  void makesACaThatIssuesForServicesOnly() throws Exception {
    created();
    X509Certificate ca = read(certificates().resolve("ca.pem"));
    assertThat(ca.getBasicConstraints()).isZero(); // a CA without further ones below it
    assertThat(ca.getNotAfter().toInstant()).isAfter(NOW.plus(Duration.ofDays(3_650)));
    assertThat(ca.getSigAlgName()).isEqualTo("SHA256withECDSA");
    X509Certificate leaf = certificate(ServiceRole.GATEWAY);
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    leaf.verify(ca.getPublicKey());
  }

  @Test
  void letsNobodyElseReadKeys() throws Exception {
    created();
    for (String key : List.of("ca-key.pem", "gateway-key.pem", "inference-key.pem")) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(certificates().resolve(key))))
          .as(key)
          .isEqualTo("rw-------");
    }
  }

  @Test
  void overwritesNothing() throws Exception {
    created();
    String before = Files.readString(certificates().resolve("ca-key.pem"));
    assertThatThrownBy(this::created)
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(CertificateReason.CERTIFICATES_EXIST);
              assertThat(e.getMessage()).contains("tls renew", "--out");
            });
    assertThat(Files.readString(certificates().resolve("ca-key.pem"))).isEqualTo(before);
  }

  @Test
  void renewsFromTheSameCaForTheSameHosts() throws Exception {
    CertificateFolder certificates = created();
    X509Certificate before = certificate(ServiceRole.GATEWAY);
    certificates.renew(NOW.plus(Duration.ofDays(300)));
    X509Certificate after = certificate(ServiceRole.GATEWAY);
    assertThat(after.getSerialNumber()).isNotEqualTo(before.getSerialNumber());
    assertThat(after.getPublicKey()).isNotEqualTo(before.getPublicKey());
    assertThat(names(after)).isEqualTo(names(before));
    assertThat(after.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(665)));
    after.verify(read(certificates().resolve("ca.pem")).getPublicKey());
  }

  @Test
  void renewsNothingWithoutTheKeyOfTheCa() throws Exception {
    CertificateFolder certificates = created();
    X509Certificate before = certificate(ServiceRole.GATEWAY);
    Files.delete(certificates().resolve("ca-key.pem"));
    assertThatThrownBy(() -> certificates.renew(NOW))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(CertificateReason.NO_AUTHORITY);
              assertThat(e.getMessage()).contains("ca-key.pem");
            });
    assertThat(certificate(ServiceRole.GATEWAY)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "http://x",
        "x:7070",
        "-a",
        "300.1.1.1",
        "1.2.3",
        "*.example.org",
        "a..b"
      })
  void refusesWhatIsNoHost(String host) {
    assertThatThrownBy(() -> new Host(host))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(CertificateReason.HOST_REFUSED));
  }
}
