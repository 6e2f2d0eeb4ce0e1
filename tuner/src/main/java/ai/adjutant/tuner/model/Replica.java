package ai.adjutant.tuner.model;

import ai.djl.ndarray.NDManager;
import java.util.List;

/** One copy of a model. Used by one thread at a time. */
public interface Replica {
  /** Its parameters, the same at each call. */
  Parameters parameters();

  /**
   * What each head loses on a batch.
   *
   * @param scope owns all arrays that are made here
   */
  BatchLoss losses(NDManager scope, Batch batch);

  /**
   * Figures of held-out examples, a list for each in the same order; {@link Task#scores} knows what
   * they are.
   *
   * @param scope owns all arrays that are made here
   * @param heldOut by their number in the held-out part
   */
  List<List<Double>> measure(NDManager scope, List<Integer> heldOut);
}
