/**
 * {@code status}: the server's status.
 *
 * <p>Public: {@link ai.adjutant.admin.status.StatusCommand}.
 */
@NullMarked
package ai.adjutant.admin.status;

import org.jspecify.annotations.NullMarked;
