package ai.adjutant.chassis.certificate;

import ai.adjutant.chassis.tls.ServiceRole;
import java.util.List;

/**
 * Whom a certificate names.
 *
 * @param role the service
 * @param hosts where it is reached
 */
record ServiceNames(ServiceRole role, List<Host> hosts) {
  ServiceNames {
    hosts = List.copyOf(hosts);
  }
}
