package ai.adjutant.inference.engine;

/**
 * How much one language model may take of the machine.
 *
 * @param threads threads of one step, 1 to 256
 * @param sequencesMax sequences that are under way at once, 1 to 64
 * @param queueMax requests that may wait, at least 1
 */
public record EngineSettings(int threads, int sequencesMax, int queueMax) {
  /** Checks the ranges. */
  public EngineSettings {
    if (threads < 1 || threads > 256) {
      throw new IllegalArgumentException("threads is " + threads + ", not 1 to 256");
    }
    if (sequencesMax < 1 || sequencesMax > 64) {
      throw new IllegalArgumentException("sequencesMax is " + sequencesMax + ", not 1 to 64");
    }
    if (queueMax < 1) {
      throw new IllegalArgumentException("queueMax is " + queueMax + ", not 1 or more");
    }
  }
}
