package ai.adjutant.gateway.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.gateway.retrieve.Retrieval;
import ai.adjutant.gateway.tier.Turn;
import ai.adjutant.gateway.tier.Turn.Ended;
import ai.adjutant.gateway.tier.Turn.Source;
import ai.adjutant.gateway.tier.Turn.Speaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dialogues, turn by turn: what the last question means. */
final class FollowUpTest {
  private static final TitledDocuments ENGLISH =
      new TitledDocuments("en")
          .with(
              "Tesla Model 3 price list",
              "A tyre change on a Tesla Model 3 costs 38 pounds per wheel. A windscreen replacement"
                  + " for a Tesla Model 3 costs 240 pounds. It takes two hours.")
          .with(
              "Tesla Model S price list",
              "A tyre change on a Tesla Model S costs 45 pounds per wheel. A windscreen replacement"
                  + " for a Tesla Model S costs 310 pounds.")
          .with(
              "Nissan Leaf price list",
              "A tyre change on a Nissan Leaf costs 35 pounds per wheel. A windscreen replacement"
                  + " for a Nissan Leaf costs 200 pounds.")
          .with("Windscreen care", "Clean a windscreen with water alone.")
          .with("Winter tyres", "In winter, ask for winter tyres.")
          .with("Payment", "Customers may pay by card.");

  private static final TitledDocuments GERMAN =
      new TitledDocuments("de")
          .with(
              "Preisliste Tesla Model 3",
              "Ein Reifenwechsel beim Tesla Model 3 kostet 38 Euro. Ein Scheibenwechsel beim Tesla"
                  + " Model 3 kostet 240 Euro.")
          .with(
              "Preisliste Nissan Leaf",
              "Ein Reifenwechsel beim Nissan Leaf kostet 35 Euro. Ein Scheibenwechsel beim Nissan"
                  + " Leaf kostet 200 Euro.")
          .with("Zahlung", "Kunden zahlen mit Karte.");

  private static final TitledDocuments KOREAN =
      new TitledDocuments("ko")
          .with("테슬라 모델 3 가격표", "테슬라 모델 3의 타이어 교체 비용은 38파운드입니다. 테슬라 모델 3의 앞유리 교체 비용은 240파운드입니다.")
          .with("닛산 리프 가격표", "닛산 리프의 타이어 교체 비용은 35파운드입니다. 닛산 리프의 앞유리 교체 비용은 200파운드입니다.")
          .with("결제 안내", "결제는 카드로 합니다.");

  private static final String TYRE = "How much is a Tesla Model 3 tyre change?";
  private static final String MODEL_3 = "Tesla Model 3 price list";

  private static List<Turn> turns(String... questionsAndTitles) {
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < questionsAndTitles.length; i += 2) {
      turns.add(new Turn(Speaker.USER, questionsAndTitles[i]));
      String title = questionsAndTitles[i + 1];
      boolean refused = title.isEmpty();
      turns.add(
          new Turn(
              Speaker.AGENT,
              "Something.",
              refused ? Ended.REFUSED : Ended.ANSWERED,
              refused
                  ? Optional.empty()
                  : Optional.of(
                      new Source("corpora/c/documents/" + title.replace(' ', '-'), title))));
    }
    return turns;
  }

  private static Optional<Understood> understood(
      TitledDocuments corpus, String question, List<Turn> turns) {
    return FollowUp.of(question, new Dialogue(turns))
        .map(followUp ->
            followUp.understood(
                corpus.search(
                    new Retrieval.Query(
                        "corpora/c", question, List.of(), "", null, 10, Retrieval.Mode.WORDS))));
  }

  private static Understood english(String question, String... before) {
    return understood(ENGLISH, question, turns(before)).orElseThrow();
  }

  @Test
  void carriesTheSubjectPastARefusal() {
    Understood understood =
        english(
            "And a windscreen replacement?",
            TYRE,
            MODEL_3,
            "Do you sell gift cards for concerts?",
            "");
    assertThat(understood.text()).isEqualTo("a windscreen replacement, Tesla Model 3?");
    assertThat(understood.context()).containsExactly(MODEL_3, TYRE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Tesla-Model-3-price-list",
        "corpora/c/documents/Tesla-Model-3-price-list",
      })
  void knowsTheDocumentByNameIdOrTitle(String document) {
    List<Turn> turns =
        List.of(
            new Turn(Speaker.USER, TYRE),
            new Turn(
                Speaker.AGENT,
                "38 pounds.",
                Ended.UNKNOWN,
                Optional.of(new Source(document, MODEL_3))));
    assertThat(understood(ENGLISH, "And a windscreen replacement?", turns).orElseThrow().text())
        .isEqualTo("a windscreen replacement, Tesla Model 3?");
  }

  @Test
  void carriesTheSubjectOverSeveralFollowUps() {
    Understood understood =
        english("How long does it take?", TYRE, MODEL_3, "And a windscreen replacement?", MODEL_3);
    assertThat(understood.text())
        .isEqualTo("How long does it take, a windscreen replacement, Tesla Model 3?");
    assertThat(understood.context()).containsExactly(MODEL_3, "And a windscreen replacement?");
  }

  @ParameterizedTest
  @CsvSource({
    "And for the Leaf?, How much is a tyre change for the Leaf?",
    "What about the Nissan Leaf?, How much is a tyre change the Nissan Leaf?",
    "And for the Model S?, How much is a Tesla tyre change for the Model S?",
    "The Leaf?, How much is a tyre change The Leaf?",
    "And for a Porsche?, How much is a tyre change for a Porsche?"
  })
  void asksTheSameOfAnotherSubject(String question, String text) {
    Understood understood = english(question, TYRE, MODEL_3);
    assertThat(understood.text()).isEqualTo(text);
    assertThat(understood.context()).isEmpty();
  }

  @Test
  void asksTheLatestMatterOfAnotherSubject() {
    assertThat(
            english(
                    "And for the Model S?",
                    TYRE,
                    MODEL_3,
                    "And a windscreen replacement?",
                    MODEL_3,
                    "And for the Leaf?",
                    "Nissan Leaf price list")
                .text())
        .isEqualTo("a windscreen replacement for the Model S?");
  }

  @Test
  void dropsTheFormerSubjectWhereBothSubjectAndMatterAreNamed() {
    assertThat(english("And a windscreen replacement for the Leaf?", TYRE, MODEL_3))
        .isEqualTo(new Understood("a windscreen replacement for the Leaf?", List.of()));
  }

  @Test
  void leavesOutThePrepositionBeforeTheFormerName() {
    assertThat(
            english("And the Leaf?", "What does a tyre change on a Tesla Model 3 cost?", MODEL_3)
                .text())
        .isEqualTo("What does a tyre change cost the Leaf?");
  }

  @Test
  void asksWhatTheLastDocumentDoesNotSpeakOfOfNoDocument() {
    assertThat(english("And do customers pay by card?", TYRE, MODEL_3).text())
        .isEqualTo("And do customers pay by card?");
  }

  @Test
  void takesATimeOrPlaceForNoOtherSubject() {
    Understood understood = english("And in winter?", TYRE, MODEL_3);
    assertThat(understood.context()).containsExactly(MODEL_3, TYRE);
  }

  @Test
  void repeatsTheMatterWhereTheFollowUpOnlyAsks() {
    assertThat(english("And why?", TYRE, MODEL_3).text())
        .isEqualTo("why, How much is a Tesla Model 3 tyre change?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"And why?", "And for the Leaf?", "And a windscreen replacement?"})
  void neverRepeatsAQuestionThatIsTooLongToBeSearchedFor(String question) {
    String before = "Tesla ".repeat(3_000) + "tyre change?";
    assertThat(english(question, before, MODEL_3).text()).hasSizeLessThan(300);
  }

  @Test
  void leavesATitleThatNobodyNamedToTheContext() {
    Understood understood = english("And a windscreen replacement?", "Any tyres?", MODEL_3);
    assertThat(understood.text()).isEqualTo("a windscreen replacement?");
    assertThat(understood.context()).containsExactly(MODEL_3, "Any tyres?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "How much is a Nissan Leaf windscreen replacement?",
        "How can I pay?",
        "Is it possible to pay by card?",
        "How long does it take to replace a windscreen?",
        "I have a question about the bill that I got, and they say that I must pay it?",
        "Was kostet ein Scheibenwechsel beim Nissan Leaf?",
        "Gibt es Gutscheine?",
        "Können Sie eine Rechnung schicken?",
        "카드로 결제할 수 있나요?"
      })
  void takesNoQuestionThatStandsAloneForAFollowUp(String question) {
    assertThat(FollowUp.of(question, new Dialogue(turns(TYRE, MODEL_3)))).isEmpty();
  }

  @Test
  void takesNothingForAFollowUpWhereNobodySaidWhatTheAnswerWasAbout() {
    List<Turn> plain = List.of(new Turn(Speaker.USER, TYRE), new Turn(Speaker.AGENT, "38 pounds."));
    assertThat(FollowUp.of("And a windscreen?", new Dialogue(plain))).isEmpty();
  }

  @Test
  void understandsGerman() {
    String tyre = "Was kostet ein Reifenwechsel beim Tesla Model 3?";
    String title = "Preisliste Tesla Model 3";
    assertThat(
            understood(
                    GERMAN,
                    "Und ein Scheibenwechsel?",
                    turns(tyre, title, "Verkaufen Sie Gutscheine?", ""))
                .orElseThrow())
        .isEqualTo(new Understood("ein Scheibenwechsel, Tesla Model 3?", List.of(title, tyre)));
    assertThat(understood(GERMAN, "Und für den Leaf?", turns(tyre, title)).orElseThrow())
        .isEqualTo(new Understood("Was kostet ein Reifenwechsel für den Leaf?", List.of()));
    assertThat(understood(GERMAN, "Und beim Nissan Leaf?", turns(tyre, title)).orElseThrow().text())
        .isEqualTo("Was kostet ein Reifenwechsel beim Nissan Leaf?");
  }

  @Test
  void understandsKorean() {
    String tyre = "테슬라 모델 3의 타이어 교체 비용은 얼마인가요?";
    String title = "테슬라 모델 3 가격표";
    assertThat(
            understood(KOREAN, "그럼 앞유리 교체는요?", turns(tyre, title, "상품권을 파나요?", "")).orElseThrow())
        .isEqualTo(new Understood("앞유리 교체는요, 테슬라 모델 3?", List.of(title, tyre)));
    assertThat(understood(KOREAN, "리프는요?", turns(tyre, title)).orElseThrow())
        .isEqualTo(new Understood("타이어 교체 비용은 얼마인가요 리프는요?", List.of()));
  }
}
