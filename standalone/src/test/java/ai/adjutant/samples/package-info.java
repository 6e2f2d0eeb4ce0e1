/** The samples keep what is said of them. */
@NullMarked
package ai.adjutant.samples;

import org.jspecify.annotations.NullMarked;
