package ai.adjutant.chassis.tls;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which service a certificate names, and whether that may be at the other end. */
final class PeerCheck {
  /** The kind of a subject alternative name that is a URI (RFC 5280, 4.2.1.6). */
  private static final int URI = 6;

  private PeerCheck() {}

  /** Returns the services that a certificate names. */
  static Set<ServiceRole> roles(X509Certificate certificate) {
    Set<ServiceRole> roles = EnumSet.noneOf(ServiceRole.class);
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      if (names != null) {
        for (List<?> name : names) {
          if (Integer.valueOf(URI).equals(name.get(0)) && name.get(1) instanceof String uri) {
            ServiceRole.ofUri(uri).ifPresent(roles::add);
          }
        }
      }
    } catch (CertificateParsingException e) {
      return Set.of(); // names that can't be read name nobody
    }
    return roles;
  }

  /**
   * Checks a peer, whose chain has been verified, for its service.
   *
   * @throws CertificateException saying whom it names and who may be there
   */
  static void require(X509Certificate peer, Set<ServiceRole> allowed) throws CertificateException {
    Set<ServiceRole> roles = roles(peer);
    if (roles.stream().noneMatch(allowed::contains)) {
      throw new CertificateException(
          "the peer's certificate names "
              + (roles.isEmpty() ? "no service" : words(roles))
              + ", allowed here: "
              + words(allowed));
    }
  }

  private static String words(Set<ServiceRole> roles) {
    return roles.stream().map(ServiceRole::word).sorted().collect(Collectors.joining(", "));
  }
}
