package ai.adjutant.inference.tokenize;

import ai.adjutant.inference.child.ChildWire;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Tokens of two texts that a model reads as one, special tokens included. */
public final class PairTokens {
  private final long[] ids;
  private final long[] types;
  private final long[] parts;

  PairTokens(long[] ids, long[] types, long[] parts) {
    this.ids = ids;
    this.types = types;
    this.parts = parts;
  }

  static PairTokens read(DataInputStream in, int countMax) throws IOException {
    PairTokens pair =
        new PairTokens(
            ChildWire.numbers(in, countMax),
            ChildWire.numbers(in, countMax),
            ChildWire.numbers(in, countMax));
    if (pair.types.length != pair.ids.length || pair.parts.length != pair.ids.length) {
      throw new IOException("lists of different lengths");
    }
    return pair;
  }

  void write(DataOutputStream out) throws IOException {
    ChildWire.numbers(out, ids);
    ChildWire.numbers(out, types);
    ChildWire.numbers(out, parts);
  }

  /** Number of tokens. */
  public int length() {
    return ids.length;
  }

  /** Id of a token. */
  public long id(int index) {
    return ids[index];
  }

  /** What the model is told of a token's text, {@code token_type_ids}. */
  public long type(int index) {
    return types[index];
  }

  /** The text a token comes from: 0 the first, 1 the second, -1 for a special token. */
  public int part(int index) {
    return (int) parts[index];
  }
}
