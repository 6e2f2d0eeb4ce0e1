package ai.adjutant.tuner.model;

import ai.djl.ndarray.NDArray;

/**
 * What one head of a model lost on a batch.
 *
 * @param head its name
 * @param weight of the head in the sum
 * @param value a single number, mean over the examples that the head learns from
 */
public record HeadLoss(String head, double weight, NDArray value) {}
