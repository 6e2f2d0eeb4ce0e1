package ai.adjutant.retriever.index.lucene;

import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;

/** BM25 with the parameters of the published baselines. */
final class Bm25 {
  private static final float K1 = 0.9f;
  private static final float B = 0.4f;

  private Bm25() {}

  /** As searches rank by it. */
  static Similarity ofSearch() {
    return new BM25Similarity(K1, B);
  }

  /**
   * As evidence is judged by it: a term is as rare as if the index held at least so many chunks.
   * Ranks are not made by it, since in a small index the true counts rank better.
   */
  static Similarity ofEvidence(long chunksMin) {
    return new BM25Similarity(K1, B) {
      @Override
      protected float idf(long holders, long all) {
        return super.idf(holders, Math.max(all, chunksMin));
      }
    };
  }
}
