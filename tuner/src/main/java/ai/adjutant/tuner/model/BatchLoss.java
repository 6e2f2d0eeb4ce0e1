package ai.adjutant.tuner.model;

import java.util.List;

/**
 * What a model lost on a batch.
 *
 * @param heads those that learn something from it
 * @param rows of tokens that were computed
 * @param tokens that were computed, with those that fill up rows
 */
public record BatchLoss(List<HeadLoss> heads, int rows, long tokens) {
  /** Keeps a copy. */
  public BatchLoss {
    heads = List.copyOf(heads);
  }
}
