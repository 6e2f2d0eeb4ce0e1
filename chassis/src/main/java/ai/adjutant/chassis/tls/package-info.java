/**
 * TLS between processes: identities read from PEM files and read again when the files change, and
 * the check that a peer's certificate names the service it should be.
 *
 * <p>Public: {@link ai.adjutant.chassis.tls.ServiceSecurity} for services, {@link
 * ai.adjutant.chassis.tls.ClientSecurity} for clients, {@link ai.adjutant.chassis.tls.TlsFailure}
 * for messages. Certificates are issued in {@code chassis.certificate}. Any thread may call; one
 * thread of {@code ServiceSecurity} reads the files.
 */
@NullMarked
package ai.adjutant.chassis.tls;

import org.jspecify.annotations.NullMarked;
