/** Tests of the package. */
@NullMarked
package ai.adjutant.admin.status;

import org.jspecify.annotations.NullMarked;
