package ai.adjutant.inference.embed;

import ai.adjutant.inference.work.Workers;

/**
 * How much is embedded and reranked at once, over all encoders and rerankers.
 *
 * @param threads runs in flight, 1 to 256; each has one thread, a lone one of a single text up to
 *     four of them
 * @param queriesMax texts of questions and passages to rerank that may wait, at least 256
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

  /** Starts workers of this size; the caller closes them. */
  public Workers start() {
    return Workers.start(threads, queriesMax, documentsMax);
  }
}
