package ai.adjutant.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentencesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "One sentence.¦Another one!¦Is it? Yes.",
        "Ask Dr. Smith or Mr. J. Brown at once.¦Then go.",
        "Use a tool, e.g. Excel, i.e. a table.¦Done.",
        "It costs 3.50 euros, approx. 4.10 dollars.¦Pay now.",
        "He came from the U.S. in 2020.¦She stayed.",
        "He came from the U.S.¦She stayed.",
        "See No. 5 and p. 12 for more.¦The answer is no.¦Good.",
        "Open at 9 a.m. and closed at 5 p.m. on weekdays.¦Come in.",
        "Write to help@example.org or see www.example.org.¦Wait.",
        "\"Stop!\" he said.¦\"Why?\"¦She left.",
        "It ended (at last).¦(A new one.)¦End...¦Really?!¦Yes.",
        "Version 2.1.3 is out.¦Take it.",
        "Choose plan B.¦Then ask Ann R. J. Smith.¦J. Brown too.",
        "I am, and so am I.¦You too.",
        "Acme Inc. sells it.¦It is new.",
        "Das gilt z.B. am Montag bzw. Dienstag.¦Danach nicht.",
        "요금은 월말에 납부해야 합니다.¦매장에서 결제할 수 있습니다.",
        "料金は月末に払います。¦店舗で払えます。¦本当ですか？¦はい。",
        "费用应在月底支付。¦可以在商店支付！",
        "No end mark",
        "1. Open the door.¦Go in.",
        "2.1. Open the door.¦Go in.",
        "a) Open the door.¦Go in.",
      })
  void splits(String marked) {
    String expected = marked.replace("Is it? Yes.", "Is it?¦Yes.");
    String text = join(expected);

    assertThat(texts(text)).containsExactly(expected.split("¦"));
  }

  @Test
  void endsSentencesAtLineBreaks() {
    assertThat(texts("one\n\n two \r\nthree")).containsExactly("one", "two", "three");
  }

  @Test
  void leavesBulletsOut() {
    assertThat(texts("- one\n• two\n* three. Four.\n-5 degrees\n–"))
        .containsExactly("one", "two", "three.", "Four.", "-5 degrees", "–");
  }

  @Test
  void coversAllButBlanksAndBulletsOfRandomTexts() {
    String alphabet = "aB1 .!?\n-•)(\"'。요 e.g. \t\u2028😀";
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(80); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String all = text.toString();
      int before = 0;
      for (Span span : Sentences.split(all)) {
        assertThat(span.start()).as("seed %s", seed).isGreaterThanOrEqualTo(before);
        assertThat(span.length()).as("seed %s", seed).isPositive();
        assertThat(all.substring(before, span.start()).replaceAll("[\\s\u2028•-]", ""))
            .as("seed %s", seed)
            .isEmpty();
        before = span.end();
      }
      assertThat(all.substring(before).replaceAll("[•-]", "")).as("seed %s", seed).isBlank();
    }
  }

  @Test
  void isLinear() {
    assertThat(Sentences.split(".".repeat(1_000_000))).hasSize(1);
    assertThat(Sentences.split("A. ".repeat(500_000))).isNotEmpty();
    assertThat(Sentences.split("x".repeat(2_000_000) + ". Y")).hasSize(2);
    assertThat(Sentences.split("Mr. ".repeat(500_000))).isNotEmpty();
  }

  private static String join(String marked) {
    return marked.replaceAll("([。？！])¦", "$1").replace("¦", " ");
  }

  private static List<String> texts(String text) {
    return Sentences.split(text).stream().map(span -> span.of(text)).toList();
  }
}
