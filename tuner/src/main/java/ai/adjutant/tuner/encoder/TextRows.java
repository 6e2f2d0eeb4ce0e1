package ai.adjutant.tuner.encoder;

import ai.adjutant.tuner.bert.TokenRow;
import ai.adjutant.tuner.text.Tokens;
import ai.adjutant.tuner.text.WordPieces;

/** Makes rows of tokens as inference does: a text between two marks, with nothing before it. */
record TextRows(WordPieces pieces) {
  private static final int MARKS = 2;

  /**
   * The row of a text.
   *
   * @param length most tokens, with the marks; longer texts are cut
   */
  TokenRow row(String text, int length) {
    Tokens tokens = pieces.tokens(text);
    int kept = Math.min(tokens.count(), length - MARKS);
    int[] ids = new int[kept + MARKS];
    ids[0] = pieces.begin();
    tokens.copy(0, kept, ids, 1);
    ids[kept + 1] = pieces.separator();
    return new TokenRow(ids, ids.length);
  }
}
