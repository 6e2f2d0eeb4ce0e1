/** Tests of the package. */
@NullMarked
package ai.adjutant.admin.generate;

import org.jspecify.annotations.NullMarked;
