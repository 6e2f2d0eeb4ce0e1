/** Tests of the package. */
@NullMarked
package ai.adjutant.admin.evaluate;

import org.jspecify.annotations.NullMarked;
