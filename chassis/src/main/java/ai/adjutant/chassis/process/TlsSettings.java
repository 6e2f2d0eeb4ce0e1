package ai.adjutant.chassis.process;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.tls.ServiceRole;
import ai.adjutant.chassis.tls.ServiceSecurity;
import ai.adjutant.chassis.tls.TlsFiles;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How connections are protected, prefix {@code adjutant.tls}. All three files or none; without them
 * connections are plain text, which only loopback allows.
 *
 * @param ca PEM file of the own CA
 * @param certificate PEM file of the service's certificate
 * @param key PEM file of the service's private key
 * @param reload pause between two looks for changed files, 1 second to 1 day
 */
@ConfigurationProperties("adjutant.tls")
public record TlsSettings(
    @Nullable Path ca,
    @Nullable Path certificate,
    @Nullable Path key,
    @Bindable(defaultValue = "30s") Duration reload) {
  private static final Duration RELOAD_LEAST = Duration.ofSeconds(1);
  private static final Duration RELOAD_MOST = Duration.ofDays(1);

  /**
   * Reads the files; plain text without any.
   *
   * @throws AdjutantException SETTING_REFUSED when only some are named, or when a file is refused
   */
  public ServiceSecurity open(ServiceRole role, Clock clock) {
    if (reload.compareTo(RELOAD_LEAST) < 0 || reload.compareTo(RELOAD_MOST) > 0) {
      throw new AdjutantException(
          ProcessReason.SETTING_REFUSED,
          "adjutant.tls.reload is " + reload.toSeconds() + " s; it is 1 s to 1 day");
    }
    Path authority = ca;
    Path own = certificate;
    Path secret = key;
    if (authority == null && own == null && secret == null) {
      return ServiceSecurity.plaintext(role);
    }
    if (authority == null || own == null || secret == null) {
      throw new AdjutantException(
          ProcessReason.SETTING_REFUSED,
          "adjutant.tls needs all of ca, certificate and key; './adjutant tls init' makes them");
    }
    return ServiceSecurity.open(new TlsFiles(authority, own, secret), role, reload, clock);
  }
}
