package ai.adjutant.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Words of several languages as the search sees them. */
final class WordsInLanguagesTest {
  @Test
  void findsKoreanNounsBehindTheirParticles() {
    List<List<String>> pairs =
        List.of(
            List.of("환불", "환불을"),
            List.of("요금제", "요금제는"),
            List.of("해지", "해지를"),
            List.of("위약금", "위약금이"),
            List.of("배송비", "배송비는"),
            List.of("고객센터", "고객센터에서"),
            List.of("카드", "카드로"),
            List.of("보증금", "보증금은"),
            List.of("유심", "유심을"),
            List.of("할부", "할부가"));
    Words words = Words.of("ko");
    for (List<String> pair : pairs) {
      assertThat(words.stems(pair.get(1))).as(pair.get(1)).isEqualTo(words.stems(pair.get(0)));
    }
  }

  @Test
  void findsGermanSpellingsOfOneWord() {
    Words words = Words.of("de");
    assertThat(words.distinctStems("Straße Strasse")).hasSize(1);
    assertThat(words.distinctStems("Müller Mueller Muller")).hasSize(1);
    assertThat(words.distinctStems("Größe Groesse Grösse")).hasSize(1);
  }

  @Test
  void splitsScriptsWithoutSpaces() {
    assertThat(Words.of("ja").stems("解約するには違約金が必要です")).contains("解約", "違約");
    assertThat(Words.of("zh").stems("退款需要多长时间")).contains("退款", "时间");
    assertThat(Words.of("th").stems("ค่าบริการรายเดือน")).hasSizeGreaterThan(2);
  }

  @Test
  void keepsListedWordsWholeInKoreanAndJapanese() {
    String korean = "자동심사센터";
    assertThat(Words.of("ko").stems(korean + "는 어디")).doesNotContain(korean);
    Words listed = Words.of("ko", List.of(korean, "배송비"));
    for (String particle : List.of("", "는", "가", "에서", "의")) {
      assertThat(listed.stems(korean + particle)).as(particle).containsExactly(korean);
    }
    assertThat(listed.stems("배송비는")).as("also where it is a noun of ours").containsExactly("배송비");
    assertThat(listed.stems("요금제는")).isEqualTo(Words.of("ko").stems("요금제는"));

    String japanese = "自動審査窓口";
    assertThat(Words.of("ja").stems(japanese + "はどこですか")).doesNotContain(japanese);
    assertThat(Words.of("ja", List.of(japanese)).stems(japanese + "はどこですか")).contains(japanese);
  }

  @Test
  void otherLanguagesHaveNoListedWords() {
    assertThat(Analyzers.keepsWholeWords("ko-KR")).isTrue();
    for (String language : List.of("en", "de", "zh", "th", "")) {
      assertThat(Analyzers.keepsWholeWords(language)).as(language).isFalse();
      assertThat(Analyzers.of(language, List.of("word"))).isSameAs(Analyzers.of(language));
    }
  }
}
