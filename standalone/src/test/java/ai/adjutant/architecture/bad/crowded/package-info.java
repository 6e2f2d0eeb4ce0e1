/** More public types than a package may have. */
@NullMarked
package ai.adjutant.architecture.bad.crowded;

import org.jspecify.annotations.NullMarked;
