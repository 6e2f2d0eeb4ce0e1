@NullMarked
package ai.adjutant.statistics;

import org.jspecify.annotations.NullMarked;
