package ai.adjutant.inference.platform;

/**
 * Counts how long threads, all together, have been ready to run and had no core. A thread adds
 * itself, once; one other asks.
 */
public interface RunQueueDelay extends AutoCloseable {
  /** Counts the calling thread from now on. */
  void add();

  /** Nanoseconds that those who were added have waited. */
  long nanos();

  @Override
  void close();
}
