package ai.adjutant.gateway.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.gateway.prompt.FixedTexts;
import ai.adjutant.gateway.prompt.SubjectTexts;
import ai.adjutant.gateway.tier.Turn;
import ai.adjutant.gateway.tier.Turn.Ended;
import ai.adjutant.gateway.tier.Turn.Speaker;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DialogueTest {
  private static List<String> left(String answer, Ended ended) {
    return new Dialogue(
            List.of(
                new Turn(Speaker.USER, "first"),
                new Turn(Speaker.AGENT, "yes"),
                new Turn(Speaker.USER, "second"),
                new Turn(Speaker.AGENT, answer, ended, Optional.empty())))
        .turns().stream().map(Turn::text).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"How much is the fee?", "Wie viel kostet die Gebühr?", "수수료는 얼마인가요?"})
  void knowsItsOwnRefusalsInEachLanguage(String question) {
    FixedTexts texts = FixedTexts.of(question);
    SubjectTexts named = SubjectTexts.of(question);
    assertThat(
            List.of(
                texts.notInDocuments(),
                texts.unavailable(),
                texts.notAnswered(),
                texts.handedOff(),
                named.subject("Model X", List.of("Model S", "Model 3")),
                named.identifier("PPR-1", List.of()),
                named.identifier("PPR-1", List.of("PPR-2"))))
        .allSatisfy(
            refusal -> assertThat(left(refusal, Ended.UNKNOWN)).containsExactly("first", "yes"));
  }

  @Test
  void believesWhatTheClientSays() {
    assertThat(left("Whatever.", Ended.REFUSED)).containsExactly("first", "yes");
    String refusal = FixedTexts.of("How much?").notInDocuments();
    assertThat(left(refusal, Ended.ANSWERED)).hasSize(4);
  }

  @Test
  void keepsWhatSoundsAlikeOnly() {
    assertThat(left("The documents name the fee. It is 5 euros.", Ended.UNKNOWN)).hasSize(4);
    assertThat(left("The documents do not hold water. They are dry, not wet!", Ended.UNKNOWN))
        .hasSize(4);
  }

  @Test
  void takesTwoRefusalsInARow() {
    Turn refused = new Turn(Speaker.AGENT, "No.", Ended.REFUSED, Optional.empty());
    assertThat(
            new Dialogue(List.of(refused, new Turn(Speaker.USER, "q"), refused, refused)).turns())
        .isEmpty();
  }
}
