package ai.adjutant.tuner.text;

/** The tokens of a text, without marks around them, and where in the text each stands. */
public final class Tokens {
  private final int[] ids;
  private final int[] starts;
  private final int[] ends;

  Tokens(int[] ids, int[] starts, int[] ends) {
    this.ids = ids;
    this.starts = starts;
    this.ends = ends;
  }

  /** How many there are. */
  public int count() {
    return ids.length;
  }

  /** The number of a token in the vocabulary. */
  public int id(int index) {
    return ids[index];
  }

  /** Where a token begins, in code points. */
  public int start(int index) {
    return starts[index];
  }

  /** Where a token ends, in code points; the end is not part of it. */
  public int end(int index) {
    return ends[index];
  }

  /** Copies the numbers of a range into an array. */
  public void copy(int from, int to, int[] into, int at) {
    System.arraycopy(ids, from, into, at, to - from);
  }

  /**
   * The range of tokens that holds a range of the text: the first of its tokens and the one after
   * the last. Empty, with two equal numbers, where no token does.
   */
  public Range covering(int start, int end) {
    int first = 0;
    while (first < ids.length && ends[first] <= start) {
      first++;
    }
    int last = first;
    while (last < ids.length && starts[last] < end) {
      last++;
    }
    return new Range(first, last);
  }

  /**
   * A range of tokens.
   *
   * @param to one after the last
   */
  public record Range(int from, int to) {
    /** Whether it has no token. */
    public boolean isEmpty() {
      return from >= to;
    }
  }
}
