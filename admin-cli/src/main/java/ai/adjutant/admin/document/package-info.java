/**
 * {@code document}: list, show, delete.
 *
 * <p>Door: {@link ai.adjutant.admin.document.DocumentCommand}.
 */
@NullMarked
package ai.adjutant.admin.document;

import org.jspecify.annotations.NullMarked;
