/**
 * Computes the statistics that reports and calibration share: intervals, the area under the ROC
 * curve, quantiles, risk and coverage.
 *
 * <p>{@link ai.adjutant.statistics.Bootstrap} and {@link ai.adjutant.statistics.Proportion} give an
 * {@link ai.adjutant.statistics.Interval}, {@link ai.adjutant.statistics.Auc} the area itself,
 * {@link ai.adjutant.statistics.Quantiles} the ranks of a sample, {@link
 * ai.adjutant.statistics.RiskCoverage} what refusing the least sure answers is worth.
 *
 * <p>Everything is pure and repeats: the same values give the same result, and any thread may call.
 * No values at all, NaN and infinity are refused with {@link IllegalArgumentException}; a caller
 * that reports on what may be empty decides for itself how it shows that. Nothing else of Adjutant
 * comes in.
 */
@NullMarked
package ai.adjutant.statistics;

import org.jspecify.annotations.NullMarked;
