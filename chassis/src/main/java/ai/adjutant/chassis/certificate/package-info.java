/**
 * Issues certificates: an own certificate authority, and certificates for the services from it.
 *
 * <p>Public: {@link ai.adjutant.chassis.certificate.CertificateFolder}. The only package that sees
 * Bouncy Castle.
 */
@NullMarked
package ai.adjutant.chassis.certificate;

import org.jspecify.annotations.NullMarked;
