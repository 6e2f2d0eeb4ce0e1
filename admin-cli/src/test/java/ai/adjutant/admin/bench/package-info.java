/** Tests of the package. */
@NullMarked
package ai.adjutant.admin.bench;

import org.jspecify.annotations.NullMarked;
