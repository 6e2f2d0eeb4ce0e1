package ai.adjutant.inference.tokenize;

import ai.adjutant.chassis.error.AdjutantException;
import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A model's tokenizer. Any thread may call; the owner closes it after the last call. */
public final class Tokenizer implements AutoCloseable {
  /** The longest text that is tokenised, in characters; longer ones are cut before. */
  public static final int CHARACTERS_MAX = 4 * 1024 * 1024;

  private final HuggingFaceTokenizer tokenizer;

  private Tokenizer(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * Reads a {@code tokenizer.json}. Cutting and padding that it asks for are left out: those are
   * the caller's business, who has to report them.
   *
   * @param nativeFolder where the native library is unpacked once and kept
   * @throws AdjutantException TOKENIZER_REFUSED or TOKENIZER_MISSING
   */
  public static Tokenizer read(byte[] tokenizerJson, Path nativeFolder) {
    // Read by the library when it is first used, from properties only: without them it would go to
    // the home folder and to the network.
    System.setProperty("DJL_CACHE_DIR", nativeFolder.resolve("djl").toAbsolutePath().toString());
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    Map<String, String> options =
        Map.of("addSpecialTokens", "true", "truncation", "false", "padding", "false");
    try {
      return new Tokenizer(
          HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(tokenizerJson), options));
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

  /** Tokens of a text, with the special tokens that the model puts around every text. */
  public long[] encodeWhole(String text) {
    return tokenizer.encode(text, true, false).getIds();
  }

  /** Tokens of a text that brings its special tokens with it, as a rendered template does. */
  public long[] encodeBare(String text) {
    return tokenizer.encode(text, false, false).getIds();
  }

  /**
   * Text of tokens; special tokens are left out, and bytes that are no character come as U+FFFD.
   */
  public String decode(long[] ids) {
    return tokenizer.decode(ids, true);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
