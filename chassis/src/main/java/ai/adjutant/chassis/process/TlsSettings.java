package ai.adjutant.chassis.process;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;
import ai.adjutant.chassis.tls.ServiceRole;
import ai.adjutant.chassis.tls.ServiceSecurity;
import ai.adjutant.chassis.tls.TlsFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** How connections are protected; without files they are plain text, which only loopback allows. */
@SettingsGroup(
    value = "tls",
    doc =
        "How connections are protected. Give the folder, or all three files; without them"
            + " connections are plain text, which only loopback allows.")
public record TlsSettings(
    @Setting(
            value = "none",
            doc =
                "Folder with ca.pem, SERVICE.pem and SERVICE-key.pem, as ./adjutant tls init writes"
                    + " them.")
        Optional<Path> folder,
    @Setting(value = "none", doc = "PEM file of the own CA.") Optional<Path> ca,
    @Setting(
            value = "none",
            doc = "PEM file of the service's certificate, and those between it and the CA.")
        Optional<Path> certificate,
    @Setting(value = "none", doc = "PEM file of the service's private key.") Optional<Path> key,
    @Setting(
            value = "30s",
            min = "1s",
            max = "1d",
            key = "reload",
            doc = "Pause between two looks for changed files.")
        Duration reloadInterval) {
  /** Checks the range, and that the files are named in one way. */
  public TlsSettings {
    Schema.check(TlsSettings.class, folder, ca, certificate, key, reloadInterval);
    long files = Stream.of(ca, certificate, key).flatMap(Optional::stream).count();
    if (files % 3 != 0) {
      throw new IllegalArgumentException(
          "tls needs all of tls.ca, tls.certificate and tls.key; './adjutant tls init' makes them");
    }
    if (files > 0 && folder.isPresent()) {
      throw new IllegalArgumentException("tls.folder and tls.ca are set; set one of them");
    }
  }

  /** Whether anything is protected. */
  public boolean isSet() {
    return folder.isPresent() || ca.isPresent();
  }

  /**
   * Reads the files; plain text without any.
   *
   * @throws ai.adjutant.chassis.error.AdjutantException when a file is refused
   */
  public ServiceSecurity open(ServiceRole role, Clock clock) {
    if (folder.isPresent()) {
      return ServiceSecurity.open(TlsFiles.in(folder.get(), role), role, reloadInterval, clock);
    }
    if (ca.isEmpty()) {
      return ServiceSecurity.plaintext(role);
    }
    TlsFiles files = new TlsFiles(ca.get(), certificate.orElseThrow(), key.orElseThrow());
    return ServiceSecurity.open(files, role, reloadInterval, clock);
  }
}
