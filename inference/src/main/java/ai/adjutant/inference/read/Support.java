package ai.adjutant.inference.read;

/** Probabilities that a passage supports a claim, contradicts it, or neither; they sum to 1. */
public record Support(double supported, double contradicted, double notFound) {}
