package ai.adjutant.inference.tokenize;

import ai.adjutant.chassis.error.AdjutantException;
import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The native library in this process. Where it fails from within it aborts the process: only {@link
 * TokenizerFile familiar} files come here, or this process is a child that may die.
 */
final class NativeCore implements TokenizerCore {
  private final HuggingFaceTokenizer tokenizer;
  private final int vocabularySize;

  private NativeCore(HuggingFaceTokenizer tokenizer, int vocabularySize) {
    this.tokenizer = tokenizer;
    this.vocabularySize = vocabularySize;
  }

  /**
   * Reads a {@code tokenizer.json}. Cutting and padding that it asks for are left out: those are
   * the caller's business, who has to report them.
   *
   * @param nativeFolder where the native library is unpacked once and kept
   * @throws AdjutantException TOKENIZER_REFUSED or TOKENIZER_MISSING
   */
  static NativeCore read(byte[] tokenizerJson, int vocabularySize, Path nativeFolder) {
    prepare(nativeFolder);
    Map<String, String> options =
        Map.of("addSpecialTokens", "true", "truncation", "false", "padding", "false");
    try {
      return new NativeCore(
          HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(tokenizerJson), options),
          vocabularySize);
    } catch (EngineException | LinkageError e) {
      throw new AdjutantException(
          TokenizeReason.TOKENIZER_MISSING,
          "the native tokenizer library can't be unpacked or loaded ("
              + e.getClass().getSimpleName()
              + "); is the data folder's disk full or read-only?",
          e);
    } catch (IOException | RuntimeException e) {
      throw Tokenizer.refused(e);
    }
  }

  /**
   * Configures where the native libraries unpack themselves, and that they stay off the network.
   * They read this from properties only, when they are first used; left alone they go to the home
   * folder.
   */
  private static void prepare(Path nativeFolder) {
    try {
      Path jna = Files.createDirectories(nativeFolder.resolve("jna").toAbsolutePath());
      System.setProperty("jna.tmpdir", jna.toString());
    } catch (IOException e) {
      throw new AdjutantException(
          TokenizeReason.TOKENIZER_MISSING,
          "the native tokenizer library can't be unpacked into the data folder's 'native' ("
              + e.getClass().getSimpleName()
              + "); is the disk full or the folder read-only?",
          e);
    }
    System.setProperty("DJL_CACHE_DIR", nativeFolder.resolve("djl").toAbsolutePath().toString());
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
  }

  @Override
  public int vocabularySize() {
    return vocabularySize;
  }

  /**
   * Asks the native library for the ids alone: the tokenizer's own method also fetches each token's
   * text and place, which takes many times as long.
   */
  @Override
  public long[] encode(String text, boolean special) {
    long encoding = TokenizersLibrary.LIB.encode(tokenizer.getHandle(), text, special);
    try {
      return TokenizersLibrary.LIB.getTokenIds(encoding);
    } finally {
      TokenizersLibrary.LIB.deleteEncoding(encoding);
    }
  }

  @Override
  public PairTokens encodePair(String first, String second) {
    Encoding pair = tokenizer.encode(first, second, true, false);
    return PairTokens.of(pair, first, second);
  }

  @Override
  public String decode(long[] ids, boolean keepSpecial) {
    return tokenizer.decode(ids, !keepSpecial);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
