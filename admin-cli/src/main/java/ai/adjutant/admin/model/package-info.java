/**
 * {@code model}: what inference can run.
 *
 * <p>Public: {@link ai.adjutant.admin.model.ModelCommand}.
 */
@NullMarked
package ai.adjutant.admin.model;

import org.jspecify.annotations.NullMarked;
