package ai.adjutant.tuner.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The tokenizer of bge-small-en-v1.5. Any thread may call. */
public final class WordPieces implements AutoCloseable {
  private static final String RESOURCE = "/bge-small-en-v1.5-tokenizer.json";

  private final HuggingFaceTokenizer tokenizer;
  private final int begin;
  private final int separator;

  private WordPieces(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
    long[] marks = tokenizer.encode("", true, false).getIds();
    begin = Math.toIntExact(marks[0]);
    separator = Math.toIntExact(marks[1]);
  }

  /** Opens it; its native library is unpacked where PyTorch's are. */
  public static WordPieces open() {
    try {
      return new WordPieces(
          HuggingFaceTokenizer.newInstance(
              new ByteArrayInputStream(json()), Map.of("truncation", "false", "padding", "false")));
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " can't be read", e);
    }
  }

  /** The tokenizer's own file, as other programs read it. */
  public static byte[] json() {
    try (InputStream json = WordPieces.class.getResourceAsStream(RESOURCE)) {
      if (json == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      return json.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " can't be read", e);
    }
  }

  /** The mark at the beginning of a row. */
  public int begin() {
    return begin;
  }

  /** The mark after each text of a row. */
  public int separator() {
    return separator;
  }

  /** The tokens of a text. */
  public Tokens tokens(String text) {
    Encoding encoding = tokenizer.encode(text, false, false);
    long[] ids = encoding.getIds();
    CharSpan[] spans = encoding.getCharTokenSpans();
    int[] numbers = new int[ids.length];
    int[] starts = new int[ids.length];
    int[] ends = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      numbers[i] = Math.toIntExact(ids[i]);
      starts[i] = spans[i].getStart();
      ends[i] = spans[i].getEnd();
    }
    return new Tokens(numbers, starts, ends);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
