package ai.adjutant.tuner.model;

import ai.djl.ndarray.NDManager;
import java.util.List;

/** Something that can be learnt: examples, a model, and how to tell whether it is good. */
public interface Task {
  /**
   * About how long each training example is, in tokens; their number is that of the examples.
   * Examples of like length are put into one batch.
   */
  List<Integer> lengths();

  /** How many held-out examples there are. */
  int heldOut();

  /**
   * Digest of all that training depends on besides the configuration: examples and first weights.
   */
  String digest();

  /**
   * A copy of the model with its first weights; each is the same.
   *
   * @param owner frees it
   * @param precision that products are computed in, not {@link Precision#AUTO}
   */
  Replica replica(NDManager owner, Precision precision);

  /** What the figures of all held-out examples come to. */
  Scores scores(List<List<Double>> measured);
}
