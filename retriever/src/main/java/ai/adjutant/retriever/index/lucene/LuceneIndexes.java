package ai.adjutant.retriever.index.lucene;

import ai.adjutant.retriever.index.ChunkIndex;
import ai.adjutant.retriever.index.IndexStore;
import ai.adjutant.text.Analyzers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Opens indexes, which take turns with their merges. Any thread may call. */
public final class LuceneIndexes implements IndexStore {
  private final Semaphore mergeTurns;

  /**
   * Creates a store whose indexes share a bound.
   *
   * @param mergesAtOnce merges that run at once, over all indexes; a thread each, at least 1
   */
  public LuceneIndexes(int mergesAtOnce) {
    if (mergesAtOnce < 1) {
      throw new IllegalArgumentException("merges need a thread, not " + mergesAtOnce);
    }
    mergeTurns = new Semaphore(mergesAtOnce, true);
  }

  @Override
  public List<String> languages() {
    return Analyzers.LANGUAGES;
  }

  @Override
  public boolean exists(Path folder) throws IOException {
    return LuceneChunkIndex.exists(folder);
  }

  @Override
  public ChunkIndex open(Path folder, String language, List<String> wholeWords) throws IOException {
    return LuceneChunkIndex.open(folder, language, wholeWords, mergeTurns);
  }
}
