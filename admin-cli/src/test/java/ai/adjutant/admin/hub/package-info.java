/** Tests of the package. */
@NullMarked
package ai.adjutant.admin.hub;

import org.jspecify.annotations.NullMarked;
