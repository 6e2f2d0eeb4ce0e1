/**
 * Model directories: what lies in one, as one record, whichever way it is laid out.
 *
 * <p>Entry point: {@link ai.adjutant.inference.model.ModelDirectory}. Reads files and writes one,
 * {@code model.json}; no graph is opened here, all is checked that can be without. Any thread may
 * call, one at a time for a directory.
 */
@NullMarked
package ai.adjutant.inference.model;

import org.jspecify.annotations.NullMarked;
