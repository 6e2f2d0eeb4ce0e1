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
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** A model's tokenizer. Any thread may call; the owner closes it after the last call. */
public final class Tokenizer implements AutoCloseable {
  private final HuggingFaceTokenizer tokenizer;
  private final TokenizerFile file;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private Tokenizer(HuggingFaceTokenizer tokenizer, TokenizerFile file) {
    this.tokenizer = tokenizer;
    this.file = file;
  }

  /**
   * Reads a {@code tokenizer.json}. Cutting and padding that it asks for are left out: those are
   * the caller's business, who has to report them.
   *
   * @param nativeFolder where the native library is unpacked once and kept
   * @throws AdjutantException TOKENIZER_REFUSED or TOKENIZER_MISSING
   */
  public static Tokenizer read(byte[] tokenizerJson, Path nativeFolder) {
    prepare(nativeFolder);
    Map<String, String> options =
        Map.of("addSpecialTokens", "true", "truncation", "false", "padding", "false");
    try {
      TokenizerFile file = TokenizerFile.read(tokenizerJson);
      return new Tokenizer(
          HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(tokenizerJson), options), file);
    } catch (EngineException | LinkageError e) {
      throw new AdjutantException(
          TokenizeReason.TOKENIZER_MISSING,
          "the native tokenizer library can't be unpacked or loaded ("
              + e.getClass().getSimpleName()
              + "); is the data folder's disk full or read-only?",
          e);
    } catch (IOException | RuntimeException e) {
      throw new AdjutantException(
          TokenizeReason.TOKENIZER_REFUSED,
          "tokenizer.json is no tokenizer that can be read: " + e.getMessage(),
          e);
    }
  }

  /**
   * Tells the native libraries where to unpack themselves, and to stay off the network. They read
   * this from properties only, when they are first used; left alone they go to the home folder.
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

  /** Ids run from 0 up to it, added tokens included; some below it may stand for nothing. */
  public int vocabularySize() {
    return file.vocabularySize();
  }

  /** Tokens of a text, with the special tokens that the model puts around every text. */
  public long[] encodeWhole(String text) {
    return encode(text, true);
  }

  /** Tokens of a text that brings its special tokens with it, as a rendered template does. */
  public long[] encodeBare(String text) {
    return encode(text, false);
  }

  /**
   * Asks the native library for the ids alone: the tokenizer's own method also fetches each token's
   * text and place, which takes many times as long.
   */
  private long[] encode(String text, boolean special) {
    return open(() -> {
      long encoding = TokenizersLibrary.LIB.encode(tokenizer.getHandle(), text, special);
      try {
        return TokenizersLibrary.LIB.getTokenIds(encoding);
      } finally {
        TokenizersLibrary.LIB.deleteEncoding(encoding);
      }
    });
  }

  /** Tokens of two texts, put together as the model's template of pairs wants it; uncut. */
  public PairTokens encodePair(String first, String second) {
    return open(() -> {
      Encoding pair = tokenizer.encode(first, second, true, false);
      return new PairTokens(pair.getIds(), pair.getTypeIds(), pair.getSequenceIds());
    });
  }

  /** The text with everything broken by a space that would be read as a special token. */
  public String withoutSpecialTokens(String text) {
    return file.broken(text);
  }

  /**
   * Text of tokens; bytes that are no character come as U+FFFD.
   *
   * @param keepSpecial whether special tokens appear as their text, or not at all
   */
  public String decode(long[] ids, boolean keepSpecial) {
    return open(() -> tokenizer.decode(ids, !keepSpecial));
  }

  /** Native memory must not be freed under a call, and a late call must not reach it. */
  private <T> T open(Supplier<T> call) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new AdjutantException(TokenizeReason.TOKENIZER_CLOSED, "the service is stopping");
      }
      return call.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        tokenizer.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
