/**
 * {@code evaluate}: measures with intervals, over the public API. The measures are pure.
 *
 * <p>Public: {@link ai.adjutant.admin.evaluate.EvaluateCommand}.
 */
@NullMarked
package ai.adjutant.admin.evaluate;

import org.jspecify.annotations.NullMarked;
