/** The programs that measure compile against what they measure. */
@NullMarked
package ai.adjutant.benchmarks;

import org.jspecify.annotations.NullMarked;
