package ai.adjutant.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Content words as search sees them. */
final class WordsTest {
  private static final Words ENGLISH = Words.of("en");

  @Test
  void stemsInOrderWithRepeatsAndWithoutStopWords() {
    assertThat(ENGLISH.stems("The fees, and the late fee!")).containsExactly("fee", "late", "fee");
  }

  @Test
  void listsEachStemOnceInOrderOfItsFirstAppearance() {
    assertThat(ENGLISH.distinctStems("late fees, a fee paid late"))
        .containsExactly("late", "fee", "paid");
  }

  @Test
  void givesInflectedFormsOneStem() {
    assertThat(ENGLISH.distinctStems("charge charges charged charging")).hasSize(1);
  }

  @Test
  void keepsWordsOfOtherLanguages() {
    assertThat(ENGLISH.stems("Kündigungsfrist 해지")).hasSize(2);
  }

  @Test
  void findsNothingInTextWithoutWords() {
    assertThat(ENGLISH.stems("")).isEmpty();
    assertThat(ENGLISH.stems(" … — !? ")).isEmpty();
    assertThat(ENGLISH.stems("the and of")).isEmpty();
  }

  @Test
  void comparesAnswersByLettersAndDigitsWithoutArticles() {
    assertThat(Words.answerTokens("The fee: 6.50 EUR (an estimate), a fee."))
        .isEqualTo(List.of("fee", "6", "50", "eur", "estimate", "fee"));
    assertThat(Words.answerTokens("--")).isEmpty();
  }

  @Test
  void lowersTheSameWayInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(Words.answerTokens("INVOICE")).containsExactly("invoice");
      assertThat(ENGLISH.stems("INVOICE")).isEqualTo(ENGLISH.stems("invoice"));
    } finally {
      Locale.setDefault(before);
    }
  }
}
