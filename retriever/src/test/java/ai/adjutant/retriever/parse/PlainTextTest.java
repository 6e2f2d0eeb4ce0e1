package ai.adjutant.retriever.parse;

import static org.assertj.core.api.Assertions.assertThat;

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

    assertThat(PlainText.decode(bytes.toByteArray())).isEqualTo("Größe 크기");
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

    assertThat(PlainText.decode(bytes)).startsWith(text);
  }

  @Test
  void takesValidUtf8AsUtf8() {
    assertThat(PlainText.decode("naïve — 5 €".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("naïve — 5 €");
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
