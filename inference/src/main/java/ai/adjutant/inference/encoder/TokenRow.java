package ai.adjutant.inference.encoder;

import ai.adjutant.inference.tokenize.PairTokens;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Tokens that an encoder reads as one input, cut to what it can read. */
public final class TokenRow {
  private final long[] ids;
  private final long[] types;
  private final int[] kept;
  private final int uncut;

  private TokenRow(long[] ids, long[] types, int[] kept, int uncut) {
    this.ids = ids;
    this.types = types;
    this.kept = kept;
    this.uncut = uncut;
  }

  /**
   * A text; of a long one the beginning, and the end token that encoders expect last.
   *
   * @param whole its tokens, special ones included, at least one
   */
  public static TokenRow text(long[] whole, int lengthMax) {
    int[] kept = IntStream.range(0, Math.min(whole.length, lengthMax)).toArray();
    kept[kept.length - 1] = whole.length - 1;
    long[] ids = Arrays.stream(kept).mapToLong(i -> whole[i]).toArray();
    return new TokenRow(ids, new long[ids.length], kept, whole.length);
  }

  /**
   * Two texts. The second loses its end first; the first keeps at least what fits half the space
   * that special tokens leave, and more where the second needs less.
   */
  public static TokenRow pair(PairTokens pair, int lengthMax) {
    int first = count(pair, 0);
    int second = count(pair, 1);
    int space = Math.max(0, lengthMax - (pair.length() - first - second));
    int firstKept = Math.min(first, Math.max(space / 2, space - second));
    int[] left = {firstKept, Math.min(second, space - firstKept)};
    int[] kept =
        IntStream.range(0, pair.length())
            .filter(i -> pair.part(i) < 0 || left[pair.part(i)]-- > 0)
            .limit(lengthMax)
            .toArray();
    return new TokenRow(
        Arrays.stream(kept).mapToLong(pair::id).toArray(),
        Arrays.stream(kept).mapToLong(pair::type).toArray(),
        kept,
        pair.length());
  }

  /**
   * Two texts, of the second a stretch.
   *
   * @param firstKept tokens of the first text that are kept, from its beginning
   * @param from first token of the second text that is kept, of its own
   * @param to behind the last
   */
  public static TokenRow window(PairTokens pair, int firstKept, int from, int to) {
    int[] lower = {0, from};
    int[] upper = {firstKept, to};
    int[] seen = {0, 0};
    int[] kept =
        IntStream.range(0, pair.length())
            .filter(i -> {
              int part = pair.part(i);
              int number = part < 0 ? 0 : seen[part]++;
              return part < 0 || (number >= lower[part] && number < upper[part]);
            })
            .toArray();
    return new TokenRow(
        Arrays.stream(kept).mapToLong(pair::id).toArray(),
        Arrays.stream(kept).mapToLong(pair::type).toArray(),
        kept,
        pair.length());
  }

  private static int count(PairTokens pair, int part) {
    return (int) IntStream.range(0, pair.length()).filter(i -> pair.part(i) == part).count();
  }

  /** Tokens that are read. */
  public int length() {
    return ids.length;
  }

  /** Which of the uncut tokens stands at a place of the row. */
  public int source(int place) {
    return kept[place];
  }

  /** Tokens there were before the cut. */
  public int uncut() {
    return uncut;
  }

  /** Whether something was cut off. */
  public boolean truncated() {
    return uncut > ids.length;
  }

  void copyTo(long[] allIds, long[] allTypes, int offset) {
    System.arraycopy(ids, 0, allIds, offset, ids.length);
    System.arraycopy(types, 0, allTypes, offset, types.length);
  }
}
