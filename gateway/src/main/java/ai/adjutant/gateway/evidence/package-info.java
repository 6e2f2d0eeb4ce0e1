/**
 * Is there evidence for an answer at all? Raw signals of a search, joined by a logistic model into
 * the probability that the passages hold the answer; a threshold that belongs to the corpus; and
 * the fitting of both.
 *
 * <p>Doors: {@link ai.adjutant.gateway.evidence.EvidenceModel} judges, {@link
 * ai.adjutant.gateway.evidence.Calibration} fits. Pure; any thread may call. Normalised scores
 * don't come in: min-max gives the best hit 1.0 for every question.
 */
@NullMarked
package ai.adjutant.gateway.evidence;

import org.jspecify.annotations.NullMarked;
