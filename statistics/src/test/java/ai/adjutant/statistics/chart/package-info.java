/** Tests of charts. */
@NullMarked
package ai.adjutant.statistics.chart;

import org.jspecify.annotations.NullMarked;
