package ai.adjutant.tuner.reader;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.tuner.text.Tokens;
import ai.adjutant.tuner.text.WordPieces;
import ai.adjutant.tuner.toy.ToyRun;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows hold what they must, and places in them lead back to the text. */
final class RowBuilderTest {
  private static final String PASSAGE =
      "\uD83D\uDE00 " + "filler words stand here ".repeat(20) + "Zürich " + "and more ".repeat(20);
  private static final int START = PASSAGE.codePointCount(0, PASSAGE.indexOf("Zürich"));

  private final WordPieces pieces = open();
  private final RowBuilder rows = new RowBuilder(pieces, 8, 32);

  private static WordPieces open() {
    assertThat(ToyRun.torch().version()).isNotEmpty(); // names the folder for native libraries
    return WordPieces.open();
  }

  @AfterEach
  void close() {
    pieces.close();
  }

  private static String text(Tokens passage, Tokens.Range range) {
    int start = PASSAGE.offsetByCodePoints(0, passage.start(range.from()));
    int end = PASSAGE.offsetByCodePoints(0, passage.end(range.to() - 1));
    return PASSAGE.substring(start, end);
  }

  @Test
  void rangeOfTokensCoversTheAnswer() {
    Tokens passage = rows.tokens(PASSAGE);
    assertThat(text(passage, passage.covering(START, START + 6))).isEqualTo("Zürich");
    assertThat(text(passage, passage.covering(START, START + 10))).isEqualTo("Zürich and");
    assertThat(passage.covering(100_000, 100_001).isEmpty()).isTrue();
  }

  @Test
  void rowIsCutAroundTheAnswer() {
    Tokens question = rows.tokens("Where does the train go to in the early morning of a day?");
    Tokens passage = rows.tokens(PASSAGE);
    Tokens.Range range = passage.covering(START, START + 6);
    for (int seed = 0; seed < 200; seed++) {
      ReaderRow row = rows.around(question, passage, range, new Random(seed));
      assertThat(row.tokens().length()).isEqualTo(8 + 32 + 3);
      assertThat(row.passageStart()).isEqualTo(10);
      assertThat(row.holds(range)).isTrue();
      assertThat(row.place(range.from())).isBetween(10, 41);
    }
  }

  @Test
  void answerLongerThanARowIsNotHeld() {
    Tokens question = rows.tokens("Where?");
    Tokens passage = rows.tokens(PASSAGE);
    Tokens.Range range = new Tokens.Range(5, 60);
    ReaderRow row = rows.around(question, passage, range, new Random(1));
    assertThat(row.holds(range)).isFalse();
    assertThat(row.passageLength()).isEqualTo(32);
  }

  @Test
  void coveringRowsLeaveNoTokenOut() {
    Tokens question = rows.tokens("Where?");
    Tokens passage = rows.tokens(PASSAGE);
    List<ReaderRow> covering = rows.covering(question, passage);
    int covered = 0;
    for (ReaderRow row : covering) {
      assertThat(row.from()).isLessThanOrEqualTo(covered);
      covered = row.to();
    }
    assertThat(covered).isEqualTo(passage.count());
    assertThat(rows.covering(question, rows.tokens("short"))).hasSize(1);
    assertThat(rows.covering(question, rows.tokens(" "))).hasSize(1);
  }

  @Test
  void choosesTheBestPairOfBeginningAndEnd() {
    Tokens passage = rows.tokens("It lasts two whole days.");
    ReaderRow row = rows.covering(rows.tokens("How long?"), passage).getFirst();
    float[] places = new float[2 * row.tokens().length() + 7];
    places[7 + 2 * row.place(2)] = 5; // "two" begins
    places[7 + 2 * row.place(4)] = 4; // "days" begins
    places[7 + 2 * row.place(4) + 1] = 5; // "days" ends
    places[7 + 2 * row.place(1) + 1] = 9; // "lasts" ends, before any good beginning
    assertThat(SpanChoice.of(row, "It lasts two whole days.", places, 7))
        .isEqualTo(new SpanChoice(10, "two whole days"));
  }
}
