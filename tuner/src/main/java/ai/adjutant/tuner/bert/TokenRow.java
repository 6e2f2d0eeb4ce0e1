package ai.adjutant.tuner.bert;

/** One row of tokens: a first text and perhaps a second, with the marks around them. */
public final class TokenRow {
  private final int[] ids;
  private final int secondStart;

  /**
   * Creates a row.
   *
   * @param ids of the tokens, which are copied
   * @param secondStart place of the first token that belongs to the second text; the row's length
   *     where there is none
   */
  public TokenRow(int[] ids, int secondStart) {
    if (ids.length == 0 || secondStart < 1 || secondStart > ids.length) {
      throw new IllegalArgumentException(
          "a row of " + ids.length + " tokens, the second text from " + secondStart);
    }
    this.ids = ids.clone();
    this.secondStart = secondStart;
  }

  /** How many tokens it has. */
  public int length() {
    return ids.length;
  }

  /** Id of the token at a place. */
  public int id(int place) {
    return ids[place];
  }

  /** 0 for the first text, 1 for the second. */
  public int kind(int place) {
    return place < secondStart ? 0 : 1;
  }
}
