/**
 * Draws lines over axes as PNG files, on machines without fonts and window libraries.
 *
 * <p>Public: {@link ai.adjutant.statistics.chart.Chart}, {@link
 * ai.adjutant.statistics.chart.Panel}. Pure, as the rest of the module.
 */
@NullMarked
package ai.adjutant.statistics.chart;

import org.jspecify.annotations.NullMarked;
