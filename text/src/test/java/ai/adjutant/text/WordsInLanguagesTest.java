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
}
