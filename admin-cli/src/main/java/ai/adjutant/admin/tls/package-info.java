/**
 * {@code tls}: makes certificates for the services.
 *
 * <p>Public: {@link ai.adjutant.admin.tls.TlsCommand}.
 */
@NullMarked
package ai.adjutant.admin.tls;

import org.jspecify.annotations.NullMarked;
