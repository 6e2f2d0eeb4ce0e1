package ai.adjutant.tuner.train;

import ai.adjutant.tuner.model.Scores;
import java.util.Map;

/** Hears of a run's progress, on the thread that runs it. */
public interface ProgressListener {
  /**
   * Some steps were taken.
   *
   * @param step steps done
   * @param means of the losses since the last report, as in the learning curve
   * @param work since the last report
   */
  void steps(long step, Map<String, Double> means, Work work);

  /**
   * The model was evaluated.
   *
   * @param better than all before
   */
  void evaluated(long step, Scores scores, boolean better);

  /**
   * Work that was done.
   *
   * @param examples of all workers
   * @param rows of tokens, of all workers
   * @param tokens of all workers, with those that fill up batches
   * @param seconds of wall clock
   * @param processorSeconds of all the process's threads
   */
  record Work(long examples, long rows, long tokens, double seconds, double processorSeconds) {}
}
