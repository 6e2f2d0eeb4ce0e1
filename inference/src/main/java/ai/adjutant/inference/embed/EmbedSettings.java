package ai.adjutant.inference.embed;

/**
 * How much is embedded at once.
 *
 * @param threads texts in flight, 1 to 256; each run uses one thread
 * @param queriesMax texts of questions that may wait, at least 256
 * @param documentsMax texts of documents that may wait, at least 256
 */
public record EmbedSettings(int threads, int queriesMax, int documentsMax) {
  /** Texts of one request. */
  public static final int TEXTS_MAX = 256;

  /** Checks the ranges: a full request must fit an empty queue. */
  public EmbedSettings {
    if (threads < 1 || threads > 256) {
      throw new IllegalArgumentException("threads is " + threads + ", not 1 to 256");
    }
    if (queriesMax < TEXTS_MAX || documentsMax < TEXTS_MAX) {
      throw new IllegalArgumentException("a queue is shorter than one request of " + TEXTS_MAX);
    }
  }
}
