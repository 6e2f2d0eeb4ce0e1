package ai.adjutant.tuner.model;

import java.util.List;

/**
 * Examples that are learnt from together.
 *
 * @param examples by their number in the task
 * @param seed of whatever a task draws for these examples; the same whenever this batch is made
 */
public record Batch(List<Integer> examples, long seed) {
  /** Keeps a copy. */
  public Batch {
    examples = List.copyOf(examples);
  }
}
