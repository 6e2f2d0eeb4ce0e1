/**
 * {@code status}: how the house stands.
 *
 * <p>Door: {@link ai.adjutant.admin.status.StatusCommand}.
 */
@NullMarked
package ai.adjutant.admin.status;

import org.jspecify.annotations.NullMarked;
