package ai.adjutant.inference.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.inference.testing.SyntheticEncoder;
import ai.adjutant.inference.tokenize.PairTokens;
import ai.adjutant.inference.tokenize.Tokenizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenRowTest {
  @TempDir static Path folder;
  private static Tokenizer tokenizer;

  @BeforeAll
  static void open() {
    tokenizer = Tokenizer.read(SyntheticEncoder.tokenizerJson(), folder);
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  @Test
  void putsAPairTogetherAsTheModelWantsIt() {
    PairTokens pair = tokenizer.encodePair("the fee", "a deposit is paid");
    assertThat(ids(TokenRow.pair(pair, 64)))
        .isEqualTo(
            joined(tokenizer.encodeWhole("the fee"), tokenizer.encodeWhole("a deposit is paid")));
    assertThat(types(TokenRow.pair(pair, 64))).containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 1);
    assertThat(TokenRow.pair(pair, 64).truncated()).isFalse();
  }

  /** Of 32 tokens three are special; 29 are left, of which the question has at least 14. */
  @ParameterizedTest
  @CsvSource({
    "5, 10, 5, 10",
    "5, 24, 5, 24",
    "5, 25, 5, 24",
    "5, 500, 5, 24",
    "40, 500, 14, 15",
    "40, 3, 26, 3",
    "27, 3, 26, 3",
    "14, 15, 14, 15",
    "15, 15, 14, 15"
  })
  void cutsThePassageBeforeTheQuestion(int question, int passage, int first, int second) {
    PairTokens pair = tokenizer.encodePair(words("fee", question), words("cost", passage));
    TokenRow row = TokenRow.pair(pair, 32);
    long[] ids = ids(row);
    assertThat(row.uncut()).isEqualTo(question + passage + 3);
    assertThat(row.truncated()).isEqualTo(question + passage > 29);
    assertThat(ids).hasSize(first + second + 3);
    assertThat(Arrays.stream(ids).filter(id -> id == word("fee")).count()).isEqualTo(first);
    assertThat(Arrays.stream(ids).filter(id -> id == word("cost")).count()).isEqualTo(second);
    assertThat(ids[ids.length - 1]).as("the end stays").isEqualTo(word("cost", 2));
  }

  @Test
  void keepsTheEndTokenOfACutText() {
    long[] whole = tokenizer.encodeWhole(words("fee", 20));
    TokenRow row = TokenRow.text(whole, 10);
    assertThat(row.length()).isEqualTo(10);
    assertThat(row.uncut()).isEqualTo(22);
    assertThat(ids(row)[9]).isEqualTo(whole[21]);
    assertThat(TokenRow.text(whole, 22).truncated()).isFalse();
    assertThat(TokenRow.text(whole, 21).truncated()).isTrue();
  }

  private static String words(String word, int count) {
    return String.join(" ", Collections.nCopies(count, word));
  }

  private static long word(String word) {
    return word(word, 1);
  }

  private static long word(String word, int index) {
    return tokenizer.encodeWhole(word)[index];
  }

  private static long[] joined(long[] first, long[] second) {
    long[] both = Arrays.copyOf(first, first.length + second.length - 1);
    System.arraycopy(second, 1, both, first.length, second.length - 1);
    return both;
  }

  private static long[] ids(TokenRow row) {
    long[] ids = new long[row.length()];
    row.copyTo(ids, new long[row.length()], 0);
    return ids;
  }

  private static long[] types(TokenRow row) {
    long[] types = new long[row.length()];
    row.copyTo(new long[row.length()], types, 0);
    return types;
  }
}
