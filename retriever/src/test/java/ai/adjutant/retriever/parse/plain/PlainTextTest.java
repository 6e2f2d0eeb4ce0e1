package ai.adjutant.retriever.parse.plain;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retriever.parse.ParsedDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {
  @ParameterizedTest
  @CsvSource({
    "UTF-8,EFBBBF",
    "UTF-16LE,FFFE",
    "UTF-16BE,FEFF",
    "UTF-32LE,FFFE0000",
    "UTF-32BE,0000FEFF"
  })
  void obeysTheByteOrderMark(String charset, String mark) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(java.util.HexFormat.of().parseHex(mark));
    bytes.write("Größe 크기".getBytes(Charset.forName(charset)));

    assertThat(PlainText.decode(bytes.toByteArray(), "")).isEqualTo("Größe 크기");
    assertThat(PlainText.isBinary(bytes.toByteArray())).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EUC-KR | 북조선 사람들은 흔히 자국을 조국이라고 부르며 남쪽을 남조선이라고 부른다.",
        "Shift_JIS | これは、メインのアプリケーション ソース ファイルです。変更しないでください。",
        "windows-1251 | После окончательного разорения отца семейства он остался в городе один.",
        "ISO-2022-KR | 북조선 사람들은 흔히 자국을 조국이라고 부른다.",
        "ISO-2022-JP | これは、メインのアプリケーション ソース ファイルです。"
      })
  void guessesTheCharset(String charset, String text) {
    byte[] bytes = (text + "\n" + text + "\n").getBytes(Charset.forName(charset));

    assertThat(PlainText.decode(bytes, "")).startsWith(text);
  }

  @Test
  void takesValidUtf8AsUtf8() {
    assertThat(PlainText.decode("naïve — 5 €".getBytes(StandardCharsets.UTF_8), ""))
        .isEqualTo("naïve — 5 €");
  }

  @ParameterizedTest
  @CsvSource({
    "de,windows-1252,Grüße an Müller: Rückruf möglich.",
    "'',windows-1252,Grüße an Müller: Rückruf möglich.",
    "en,windows-1252,Grüße an Müller: Rückruf möglich.",
    "ru,windows-1252,Grüße an Müller: Rückruf möglich.",
    "ko,windows-1252,Die Gebühr beträgt 5 € (höchstens).",
    "de,windows-1252,Mahnung;5‚00 €;7‚50 €",
    "de,ISO-8859-1,Öffnungszeiten der Filialen",
    "en,windows-1252,It’s a “café” – 5 € §3",
    "fr,windows-1252,Une réunion créée par l’équipe",
    "pl,windows-1250,Zażółć gęślą jaźń",
    "ru,windows-1251,Привет мир",
    "ko,x-windows-949,환불 기간은 14일입니다.",
    "ja,windows-31j,返金は十四日以内です。",
    "zh,GB18030,退款期限为十四天。",
    "el,windows-1253,Επιστροφή χρημάτων"
  })
  void judgesFewCharactersByTheExpectedLanguage(String language, String charset, String text) {
    byte[] bytes = text.getBytes(Charset.forName(charset));

    assertThat(PlainText.decode(bytes, language)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "de,x-windows-949,환불 기간은 14일입니다. 영수증을 가져오면 언제든지 환불할 수 있습니다.",
    "en,windows-1251,После окончательного разорения отца семейства он остался в городе один.",
    "ko,windows-31j,これは、メインのアプリケーション ソース ファイルです。変更しないでください。"
  })
  void takesAnotherLanguageWhereTheExpectedOneMakesNoWords(
      String language, String charset, String text) {
    byte[] bytes = (text + "\n" + text).getBytes(Charset.forName(charset));

    assertThat(PlainText.decode(bytes, language)).startsWith(text);
  }

  @Test
  void takesSignsForWindowsInLongTextsToo() {
    String line = "Leistung;Privatkunden;Geschäftskunden\nMahnung;5,00 €;7,50 €\n";
    byte[] bytes = line.repeat(500).getBytes(Charset.forName("windows-1252"));

    assertThat(PlainText.decode(bytes, "")).startsWith(line);
  }

  @Test
  void keepsLinesAndDropsControlCharacters() {
    ParsedDocument document =
        PlainText.read("One \r\ntwo\u0000\r\rthree\n\n\n\nfour\u00ad", "note", 100);

    assertThat(document.text()).isEqualTo("One\ntwo\nthree\nfour\n");
    assertThat(document.title()).isEqualTo("note");
    assertThat(document.sections()).hasSize(1);
  }
}
