/**
 * {@code document}: list, show, delete.
 *
 * <p>Public: {@link ai.adjutant.admin.document.DocumentCommand}.
 */
@NullMarked
package ai.adjutant.admin.document;

import org.jspecify.annotations.NullMarked;
