/**
 * Judges whether there is evidence for an answer at all. A logistic model joins raw signals of a
 * search into the probability that the passages hold the answer; a threshold belongs to the corpus;
 * both can be fitted.
 *
 * <p>Public: {@link ai.adjutant.gateway.evidence.EvidenceModel} judges, {@link
 * ai.adjutant.gateway.evidence.Calibration} fits. Pure; any thread may call. Normalised scores
 * don't come in: min-max gives the best hit 1.0 for every question.
 */
@NullMarked
package ai.adjutant.gateway.evidence;

import org.jspecify.annotations.NullMarked;
