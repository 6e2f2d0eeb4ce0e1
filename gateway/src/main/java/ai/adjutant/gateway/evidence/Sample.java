package ai.adjutant.gateway.evidence;

/**
 * A sample question's signals.
 *
 * @param signals what the search gave
 * @param answerable whether the documents answer it
 */
public record Sample(Signals signals, boolean answerable) {}
