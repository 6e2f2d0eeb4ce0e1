package ai.adjutant.retriever.parse.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeywordLineTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Pump P-7 data sheet, P-7 seals. Pressure of P-7. Weight of P-7. Flow of P-7. P-7 spares.",
        "cheap tariff, tariff 2026, best tariff, tariff check, tariff change, tariff advice"
      })
  void findsPhrasesThatRepeatOneWord(String line) {
    assertThat(KeywordLine.is(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The pump is heavy. The pump is loud. It was delivered with a new seal last year.",
        "Bring: passport, ticket, visa, invitation, two photos",
        "Pump, pump house, pump room",
        "",
        "Die Gebühr beträgt 5 Euro, die Mahnung 3 Euro, der Versand 2 Euro."
      })
  void leavesSentencesAndListsAlone(String line) {
    assertThat(KeywordLine.is(line)).isFalse();
  }
}
