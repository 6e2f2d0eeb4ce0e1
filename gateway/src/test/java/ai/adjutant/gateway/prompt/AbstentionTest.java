package ai.adjutant.gateway.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What counts as "the passages do not answer", in however many pieces it comes. */
final class AbstentionTest {
  /** Passes a text through in pieces of these lengths; returns what came out. */
  private static String through(String text, Random lengths) {
    List<String> pieces = new ArrayList<>();
    Abstention abstention = new Abstention(pieces::add);
    int at = 0;
    while (at < text.length()) {
      int end = Math.min(text.length(), at + 1 + lengths.nextInt(9));
      abstention.accept(text.substring(at, end));
      at = end;
    }
    String passed = abstention.end();
    assertThat(String.join("", pieces)).isEqualTo(passed);
    return passed;
  }

  private static void abstains(String text) {
    for (int seed = 0; seed < 20; seed++) {
      assertThat(through(text, new Random(seed))).as("'%s', seed %d", text, seed).isEmpty();
    }
  }

  private static void passes(String text, String expected) {
    for (int seed = 0; seed < 20; seed++) {
      assertThat(through(text, new Random(seed)).strip())
          .as("'%s', seed %d", text, seed)
          .isEqualTo(expected);
    }
  }

  @Test
  void recognisesTheMarkerHoweverItIsDressed() {
    abstains("NO_ANSWER");
    abstains("  **NO_ANSWER**.");
    abstains("no_answer");
    abstains("\"NO_ANSWER\"\nThe passages speak of something else.");
  }

  @Test
  void recognisesAFirstSentenceThatSaysSoInAnyLanguageOfTheTemplates() {
    abstains("The documents do not say.");
    abstains("the documents do not say");
    abstains("The passages do not answer the question. Please call us.");
    abstains("Die Dokumente sagen dazu nichts.");
    abstains("문서에 나와 있지 않습니다.");
    abstains("발췌문에 답이 없습니다");
  }

  @Test
  void abstainsWhereNothingWasSaid() {
    abstains("");
    abstains(" \n ");
  }

  @Test
  void passesAnswersOnUntouched() {
    passes("The fee is 6.50 euros.", "The fee is 6.50 euros.");
    passes(
        "The documents do not say how, but it takes ten days.",
        "The documents do not say how, but it takes ten days.");
    passes("No. A refund is not possible.", "No. A refund is not possible.");
    passes("연체료는 6.50유로입니다.", "연체료는 6.50유로입니다.");
  }

  @Test
  void dropsAMarkerBehindAnAnswer() {
    passes("The fee is 6.50 euros. NO_ANSWER", "The fee is 6.50 euros.");
  }

  @Test
  void passesTextThatOnlyBeginsLikeTheMarker() {
    passes("It is NO_ANS.", "It is NO_ANS.");
    passes("NO", "NO");
  }
}
