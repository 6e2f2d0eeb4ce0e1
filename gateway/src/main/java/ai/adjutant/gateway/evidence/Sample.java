package ai.adjutant.gateway.evidence;

/**
 * Holds a sample question's signals.
 *
 * @param signals what the search gave
 * @param answerable whether the documents answer it
 */
public record Sample(Signals signals, boolean answerable) {}
