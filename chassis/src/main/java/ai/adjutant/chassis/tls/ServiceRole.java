package ai.adjutant.chassis.tls;

import java.util.Locale;
import java.util.Optional;

/**
 * A service as its certificate names it: a URI among the subject alternative names. A certificate
 * of the own CA without such a URI opens no connection between services.
 */
public enum ServiceRole {
  /** The gateway, which calls the other two. */
  GATEWAY,
  /** The retriever, which calls inference. */
  RETRIEVER,
  /** Inference, which calls nobody. */
  INFERENCE;

  private static final String PREFIX = "adjutant://service/";

  /** Returns the name as users write it, {@code gateway}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the URI in the certificate, {@code adjutant://service/gateway}. */
  public String uri() {
    return PREFIX + word();
  }

  /** Returns the service of this name; empty for any other text. */
  public static Optional<ServiceRole> named(String word) {
    for (ServiceRole role : values()) {
      if (role.word().equals(word)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  /** Returns the service of this URI; empty for any other text. */
  static Optional<ServiceRole> ofUri(String uri) {
    return uri.startsWith(PREFIX) ? named(uri.substring(PREFIX.length())) : Optional.empty();
  }
}
