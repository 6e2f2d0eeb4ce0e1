package ai.adjutant.inference.sample;

/**
 * Memory that samplers work in; nothing in it outlives a call. All samplers of one thread share
 * one: some 3 MB for a vocabulary of 150,000 tokens.
 */
public final class SamplerScratch {
  /** Logits that are worked on at once; they stay in the nearest cache. */
  static final int BLOCK = 1_024;

  final int vocabularySize;
  final float[] block = new float[BLOCK];
  final float[] lanes = new float[BLOCK];

  /** Of the logits looked through last, the highest at each place modulo the block's length. */
  final float[] highest = new float[BLOCK];

  final float[] adjusted;
  final float[] weights;
  final int[] kept;
  final double[] sums;
  final long[] keys;
  final SortKeys sortKeys;
  final TopRanks topRanks;

  /**
   * Memory for logits of this length.
   *
   * @param vocabularySize logits of one choice, 1 or more
   */
  public SamplerScratch(int vocabularySize) {
    if (vocabularySize < 1) {
      throw new IllegalArgumentException("vocabulary of " + vocabularySize + " tokens");
    }
    this.vocabularySize = vocabularySize;
    adjusted = new float[vocabularySize];
    weights = new float[vocabularySize];
    kept = new int[vocabularySize];
    sums = new double[(vocabularySize + BLOCK - 1) / BLOCK];
    keys = new long[vocabularySize];
    sortKeys = new SortKeys(keys);
    topRanks = new TopRanks();
  }

  void checkLength(float[] logits) {
    if (logits.length != vocabularySize) {
      throw new IllegalArgumentException(
          logits.length + " logits for a vocabulary of " + vocabularySize);
    }
  }
}
