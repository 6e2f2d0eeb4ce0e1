package ai.adjutant.inference.tokenize;

import ai.adjutant.chassis.error.AdjutantException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tokenizer. The native library that computes it aborts the process where it meets what it did
 * not expect, so in this process only files are used whose every part is known to be harmless; all
 * others are used in a child process. Any thread may call; the owner closes it after the last call.
 */
public final class Tokenizer implements AutoCloseable {
  /** Largest {@code tokenizer.json}. */
  public static final int FILE_BYTES_MAX = TokenizerFile.BYTES_MAX;

  /** Longest text, in characters: beyond ten million even a harmless expression aborts. */
  public static final int TEXT_LENGTH_MAX = 2_000_000;

  /** Longest text that may become of tokens, in characters. */
  private static final long DECODED_LENGTH_MAX = 1L << 26;

  /** What a text may take in a model's tokenizer that is used in a child process. */
  private static final Duration TIME = Duration.ofSeconds(20);

  private static final Logger log = LoggerFactory.getLogger(Tokenizer.class);

  private final TokenizerCore core;
  private final SpecialTokens special;
  private final int longestToken;

  /** A file that goes when this is closed. */
  private final @Nullable TokenizerUpload own;

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private Tokenizer(
      TokenizerCore core, SpecialTokens special, int longestToken, @Nullable TokenizerUpload own) {
    this.core = core;
    this.special = special;
    this.longestToken = longestToken;
    this.own = own;
  }

  /**
   * Reads a model's {@code tokenizer.json}. Cutting and padding that it asks for are left out:
   * those are the caller's business, who has to report them.
   *
   * @param nativeFolder where the native library is unpacked once and kept
   * @throws AdjutantException TOKENIZER_REFUSED or TOKENIZER_MISSING
   */
  public static Tokenizer read(byte[] tokenizerJson, Path nativeFolder) {
    TokenizerFile file = inspect(tokenizerJson);
    if (file.unfamiliar().isEmpty()) {
      return new Tokenizer(
          NativeCore.read(tokenizerJson, file.vocabularySize(), nativeFolder),
          file.special(),
          file.longestToken(),
          null);
    }
    log.info("a tokenizer is used in a child process: part={}", file.unfamiliar().get());
    TokenizerUpload copy = TokenizerUpload.begin(nativeFolder);
    boolean open = false;
    try {
      copy.add(ByteBuffer.wrap(tokenizerJson));
      TokenizerCore core = ContainedCore.open(copy.file(), nativeFolder, TIME);
      open = true;
      return new Tokenizer(core, file.special(), file.longestToken(), copy);
    } finally {
      if (!open) {
        copy.close();
      }
    }
  }

  /**
   * Opens a stranger's tokenizer in a child process.
   *
   * @param tokenizerJson its file, which stays the caller's and must outlive this
   * @param nativeFolder where the native library is unpacked once and kept
   * @param time that one text may take
   * @throws AdjutantException TOKENIZER_REFUSED or TOKENIZER_MISSING
   */
  static Tokenizer contained(Path tokenizerJson, Path nativeFolder, Duration time) {
    return new Tokenizer(
        ContainedCore.open(tokenizerJson, nativeFolder, time),
        new SpecialTokens(List.of()),
        1,
        null);
  }

  /** Reads what a file says without the native library. */
  static TokenizerFile inspect(byte[] tokenizerJson) {
    try {
      return TokenizerFile.read(tokenizerJson);
    } catch (IOException | IllegalArgumentException e) {
      throw refused(e);
    }
  }

  static AdjutantException refused(Exception cause) {
    return new AdjutantException(
        TokenizeReason.TOKENIZER_REFUSED,
        "tokenizer.json is no tokenizer that can be read: " + cause.getMessage(),
        cause);
  }

  static AdjutantException closed() {
    return new AdjutantException(TokenizeReason.TOKENIZER_CLOSED, "the service is stopping");
  }

  /** Ids run from 0 up to it, added tokens included; some below it may stand for nothing. */
  public int vocabularySize() {
    return core.vocabularySize();
  }

  /** Tokens of a text, with the special tokens that the model puts around every text. */
  public long[] encodeWhole(String text) {
    return encode(text, true);
  }

  /** Tokens of a text that brings its special tokens with it, as a rendered template does. */
  public long[] encodeBare(String text) {
    return encode(text, false);
  }

  private long[] encode(String text, boolean special) {
    checkLength(text);
    return open(() -> core.encode(text, special));
  }

  /** Tokens of two texts, put together as the model's template of pairs wants it; uncut. */
  public PairTokens encodePair(String first, String second) {
    checkLength(first);
    checkLength(second);
    return open(() -> core.encodePair(first, second));
  }

  private static void checkLength(String text) {
    if (text.length() > TEXT_LENGTH_MAX) {
      throw new AdjutantException(
          TokenizeReason.TOKENIZER_TEXT_TOO_LONG,
          "the text has "
              + text.length()
              + " characters and may have "
              + TEXT_LENGTH_MAX
              + "; shorten it or send it in parts");
    }
  }

  /** The text with everything broken by a space that would be read as a special token. */
  public String withoutSpecialTokens(String text) {
    return special.broken(text);
  }

  /**
   * Text of tokens; bytes that are no character come as U+FFFD.
   *
   * @param keepSpecial whether special tokens appear as their text, or not at all
   * @throws AdjutantException TOKENIZER_TEXT_TOO_LONG when their text may be longer than the heap
   */
  public String decode(long[] ids, boolean keepSpecial) {
    if (ids.length * (long) longestToken > DECODED_LENGTH_MAX) {
      throw new AdjutantException(
          TokenizeReason.TOKENIZER_TEXT_TOO_LONG,
          ids.length
              + " tokens of up to "
              + longestToken
              + " characters are too many for one text; send at most "
              + DECODED_LENGTH_MAX / longestToken);
    }
    return open(() -> core.decode(ids, keepSpecial));
  }

  /** Native memory must not be freed under a call, and a late call must not reach it. */
  private <T> T open(Supplier<T> call) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw closed();
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
        core.close();
        if (own != null) {
          own.close();
        }
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
