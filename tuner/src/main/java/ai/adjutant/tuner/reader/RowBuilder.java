package ai.adjutant.tuner.reader;

import ai.adjutant.tuner.bert.TokenRow;
import ai.adjutant.tuner.text.Tokens;
import ai.adjutant.tuner.text.WordPieces;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes rows of questions and passages, cut to what a row takes. Any thread may call. */
final class RowBuilder {
  private static final int MARKS = 3;

  private final WordPieces pieces;
  private final int questionMax;
  private final int passageMax;

  RowBuilder(WordPieces pieces, int questionMax, int passageMax) {
    this.pieces = pieces;
    this.questionMax = questionMax;
    this.passageMax = passageMax;
  }

  Tokens tokens(String text) {
    return pieces.tokens(text);
  }

  /** A row with a part of the passage drawn at random. */
  ReaderRow anywhere(Tokens question, Tokens passage, Random random) {
    int last = Math.max(0, passage.count() - passageMax);
    return row(question, passage, random.nextInt(last + 1));
  }

  /**
   * A row with a part of the passage drawn at random that holds a range, or its beginning where it
   * is longer than a row.
   */
  ReaderRow around(Tokens question, Tokens passage, Tokens.Range range, Random random) {
    int last = Math.max(0, passage.count() - passageMax);
    int low = Math.min(last, Math.max(0, range.to() - passageMax));
    int high = Math.min(last, range.from());
    return row(question, passage, high <= low ? high : low + random.nextInt(high - low + 1));
  }

  /** Rows that cover the whole passage, each half overlapping the one before. */
  List<ReaderRow> covering(Tokens question, Tokens passage) {
    List<ReaderRow> rows = new ArrayList<>();
    int last = Math.max(0, passage.count() - passageMax);
    for (int from = 0; from < last; from += passageMax / 2) {
      rows.add(row(question, passage, from));
    }
    rows.add(row(question, passage, last));
    return rows;
  }

  private ReaderRow row(Tokens question, Tokens passage, int from) {
    int asked = Math.min(questionMax, question.count());
    int to = Math.min(passage.count(), from + passageMax);
    int[] ids = new int[asked + to - from + MARKS];
    ids[0] = pieces.begin();
    question.copy(0, asked, ids, 1);
    ids[asked + 1] = pieces.separator();
    passage.copy(from, to, ids, asked + 2);
    ids[ids.length - 1] = pieces.separator();
    return new ReaderRow(new TokenRow(ids, asked + 2), asked + 2, passage, from, to);
  }
}
