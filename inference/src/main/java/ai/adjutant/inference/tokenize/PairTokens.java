package ai.adjutant.inference.tokenize;

import ai.adjutant.inference.child.ChildWire;
import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of two texts that a model reads as one, special tokens included, with the places in the
 * texts that they come from.
 */
public final class PairTokens {
  private final long[] ids;
  private final long[] types;
  private final long[] parts;
  private final long[] starts;
  private final long[] ends;

  private PairTokens(long[] ids, long[] types, long[] parts, long[] starts, long[] ends) {
    this.ids = ids;
    this.types = types;
    this.parts = parts;
    this.starts = starts;
    this.ends = ends;
  }

  /** Takes over what the native tokenizer made of two texts. */
  static PairTokens of(Encoding pair, String first, String second) {
    long[] parts = pair.getSequenceIds();
    long[] starts = new long[parts.length];
    long[] ends = new long[parts.length];
    Arrays.fill(starts, -1);
    Arrays.fill(ends, -1);
    CodePointOffsets[] offsets = {new CodePointOffsets(first), new CodePointOffsets(second)};
    @Nullable CharSpan[] spans = pair.getCharTokenSpans();
    for (int i = 0; i < parts.length; i++) {
      CharSpan span = spans[i];
      if (span != null && parts[i] >= 0) {
        starts[i] = offsets[(int) parts[i]].chars(span.getStart());
        ends[i] = offsets[(int) parts[i]].chars(span.getEnd());
      }
    }
    return new PairTokens(pair.getIds(), pair.getTypeIds(), parts, starts, ends);
  }

  static PairTokens read(DataInputStream in, int countMax) throws IOException {
    PairTokens pair =
        new PairTokens(
            ChildWire.numbers(in, countMax),
            ChildWire.numbers(in, countMax),
            ChildWire.numbers(in, countMax),
            ChildWire.numbers(in, countMax),
            ChildWire.numbers(in, countMax));
    if (Stream.of(pair.types, pair.parts, pair.starts, pair.ends)
        .anyMatch(list -> list.length != pair.ids.length)) {
      throw new IOException("lists of different lengths");
    }
    return pair;
  }

  void write(DataOutputStream out) throws IOException {
    ChildWire.numbers(out, ids);
    ChildWire.numbers(out, types);
    ChildWire.numbers(out, parts);
    ChildWire.numbers(out, starts);
    ChildWire.numbers(out, ends);
  }

  /** Number of tokens. */
  public int length() {
    return ids.length;
  }

  /** Id of a token. */
  public long id(int index) {
    return ids[index];
  }

  /** The model's input for a token's text, {@code token_type_ids}. */
  public long type(int index) {
    return types[index];
  }

  /** The text a token comes from: 0 the first, 1 the second, -1 for a special token. */
  public int part(int index) {
    return (int) parts[index];
  }

  /**
   * Where the characters of a token begin in its text, as {@link String#substring} counts; -1 for a
   * special token. Tokens that share a character each begin with it.
   */
  public int start(int index) {
    return (int) starts[index];
  }

  /** Where the characters of a token end in its text, exclusive; -1 for a special token. */
  public int end(int index) {
    return (int) ends[index];
  }
}
