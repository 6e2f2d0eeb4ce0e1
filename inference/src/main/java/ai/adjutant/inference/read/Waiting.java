package ai.adjutant.inference.read;

import ai.adjutant.inference.work.Pending;
import java.util.List;

/** Says how the caller waits for work: {@code Pending::await}, or with a watch on its call. */
public interface Waiting {
  /**
   * Waits for the results.
   *
   * @throws InterruptedException when the thread is interrupted
   */
  <T> List<T> await(Pending<T> pending) throws InterruptedException;
}
