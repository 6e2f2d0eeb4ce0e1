package ai.adjutant.inference.tokenize;

/** What a tokenizer computes, in this process or in another. Any thread may call. */
sealed interface TokenizerCore extends AutoCloseable permits NativeCore, ContainedCore {
  /** Ids run from 0 up to it. */
  int vocabularySize();

  /** Tokens of a text, with or without the special tokens around it. */
  long[] encode(String text, boolean special);

  /** Tokens of two texts that a model reads as one. */
  PairTokens encodePair(String first, String second);

  /** Text of tokens, with or without the special ones. */
  String decode(long[] ids, boolean keepSpecial);

  /** Gives memory back; nothing is called afterwards. */
  @Override
  void close();
}
