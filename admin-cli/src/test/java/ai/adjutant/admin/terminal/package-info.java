/** Tests of the package. */
@NullMarked
package ai.adjutant.admin.terminal;

import org.jspecify.annotations.NullMarked;
