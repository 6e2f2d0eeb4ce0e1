package ai.adjutant.retriever.index.lucene;

import ai.adjutant.retriever.index.ChunkIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/** Opens indexes, which take turns with their merges. Any thread may call. */
public final class LuceneIndexes {
  private final Semaphore mergeTurns;

  /**
   * Indexes within a bound.
   *
   * @param mergesAtOnce merges that run at once, over all indexes; a thread each, at least 1
   */
  public LuceneIndexes(int mergesAtOnce) {
    if (mergesAtOnce < 1) {
      throw new IllegalArgumentException("merges need a thread, not " + mergesAtOnce);
    }
    mergeTurns = new Semaphore(mergesAtOnce, true);
  }

  /**
   * Opens the index of a folder, or creates an empty one. One JVM may have it open once.
   *
   * @param language BCP 47 language of its documents
   * @throws IOException when the index is damaged or can't be read or written
   */
  public ChunkIndex open(Path folder, String language) throws IOException {
    return LuceneChunkIndex.open(folder, language, mergeTurns);
  }
}
