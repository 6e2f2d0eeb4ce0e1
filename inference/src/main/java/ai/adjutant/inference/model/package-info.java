/**
 * Model directories: what lies in one, as one record.
 *
 * <p>Door: {@link ai.adjutant.inference.model.ModelDirectory}. Reads files only; no graph is opened
 * here. Any thread may call.
 */
@NullMarked
package ai.adjutant.inference.model;

import org.jspecify.annotations.NullMarked;
