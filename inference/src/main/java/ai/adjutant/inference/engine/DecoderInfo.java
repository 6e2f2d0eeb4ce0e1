package ai.adjutant.inference.engine;

/**
 * What is known of a decoder.
 *
 * @param vocabularySize tokens that it knows; ids run from 0 up to it
 * @param contextLength longest sequence in tokens
 * @param slots sequences that it holds at once
 * @param chunkMax most tokens that one prefill appends
 * @param rowsMax most tokens of one prefill that logits are wanted after each of
 * @param batched whether one decode computes all its sequences together
 * @param cacheBytesPerToken bytes of the KV cache that one token of a sequence takes
 */
record DecoderInfo(
    int vocabularySize,
    int contextLength,
    int slots,
    int chunkMax,
    int rowsMax,
    boolean batched,
    long cacheBytesPerToken) {
  DecoderInfo {
    if (vocabularySize < 1 || contextLength < 2 || slots < 1 || chunkMax < 1 || rowsMax < 1) {
      throw new IllegalArgumentException(
          vocabularySize + " tokens, context " + contextLength + ", " + slots + " slots");
    }
  }
}
