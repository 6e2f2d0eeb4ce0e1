/** Tests of the package. */
@NullMarked
package ai.adjutant.admin.model;

import org.jspecify.annotations.NullMarked;
