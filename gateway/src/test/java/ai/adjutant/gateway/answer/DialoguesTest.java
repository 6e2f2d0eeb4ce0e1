package ai.adjutant.gateway.answer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.gateway.dialogue.TitledDocuments;
import ai.adjutant.gateway.embedding.StemEncoder;
import ai.adjutant.gateway.escalation.AnswerPolicy;
import ai.adjutant.gateway.escalation.Outcome;
import ai.adjutant.gateway.extract.ExtractiveAnswerer;
import ai.adjutant.gateway.ground.GroundCheck;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.Retrieval;
import ai.adjutant.gateway.tier.TimeLimit;
import ai.adjutant.gateway.tier.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole conversations, each answer handed back as a client does. */
final class DialoguesTest {
  /** A client that keeps the turns. */
  private static final class Client {
    private final List<Turn> turns = new ArrayList<>();
    private final AnswerFlow flow;

    Client(TitledDocuments corpus) {
      this.flow =
          new AnswerFlow(
              corpus,
              List.of(new ExtractiveAnswerer(StemEncoder.gone())),
              new GroundCheck(StemEncoder.gone()),
              System::nanoTime);
    }

    Answer ask(String question) {
      Answer answer =
          flow.ask(
              new Question("corpora/c", question, turns, "", null, Retrieval.Mode.BOTH),
              AnswerPolicy.DEFAULT,
              TimeLimit.in(Duration.ofSeconds(60), System::nanoTime),
              new Ignored());
      turns.add(new Turn(Turn.Speaker.USER, question));
      turns.add(
          new Turn(
              Turn.Speaker.AGENT,
              answer.text(),
              answer.outcome() == Outcome.ANSWERED ? Turn.Ended.ANSWERED : Turn.Ended.REFUSED,
              answer.citations().stream()
                  .map(
                      quote -> new Turn.Source(quote.passage().document(), quote.passage().title()))
                  .findFirst()));
      return answer;
    }

    String text(String question) {
      return ask(question).text();
    }
  }

  private record Ignored() implements AnswerEvents {
    @Override
    public void retrieved(List<Passage> passages) {}

    @Override
    public void delta(String text) {}

    @Override
    public void revised(String text, String reason) {}
  }

  private static TitledDocuments english() {
    TitledDocuments corpus = new TitledDocuments("en");
    String[][] cars = {
      {"Nissan Ariya", "42", "280"},
      {"Nissan Leaf", "35", "200"},
      {"Tesla Model 3", "38", "240"},
      {"Tesla Model S", "45", "310"},
      {"Tesla Model Y", "40", "260"}
    };
    for (String[] car : cars) {
      corpus.with(
          car[0] + " price list",
          "A tyre change on a "
              + car[0]
              + " costs "
              + car[1]
              + " pounds per wheel.\nA windscreen replacement for a "
              + car[0]
              + " costs "
              + car[2]
              + " pounds.");
    }
    return corpus.with("Payment", "Customers pay their bill by card.");
  }

  @Test
  void goesOnAboutTheSameCarPastARefusal() {
    Client client = new Client(english());
    assertThat(client.text("How much is a Tesla Model 3 tyre change?")).contains("38 pounds");
    assertThat(client.ask("Do you sell gift cards for concerts?").outcome())
        .isEqualTo(Outcome.NOT_IN_DOCUMENTS);
    Answer windscreen = client.ask("And a windscreen replacement?");
    assertThat(windscreen.text()).contains("240 pounds");
    assertThat(windscreen.citations())
        .allMatch(quote -> quote.passage().title().equals("Tesla Model 3 price list"));
  }

  @Test
  void asksTheSameOfOneCarAfterAnother() {
    Client client = new Client(english());
    assertThat(client.text("How much is a Tesla Model 3 tyre change?")).contains("38 pounds");
    assertThat(client.text("And for the Leaf?")).contains("35 pounds");
    assertThat(client.text("And a windscreen replacement?")).contains("200 pounds");
    assertThat(client.text("What about the Model Y?")).contains("260 pounds");
  }

  @Test
  void leavesTheCarForAnotherMatter() {
    Client client = new Client(english());
    client.text("How much is a Tesla Model 3 tyre change?");
    assertThat(client.text("And how do customers pay their bill?")).contains("by card");
    assertThat(client.text("How much is a Nissan Ariya tyre change?")).contains("42 pounds");
  }

  @Test
  void searchesOnceForWhatIsNoFollowUp() {
    TitledDocuments corpus = english();
    Client client = new Client(corpus);
    client.text("How much is a Tesla Model 3 tyre change?");
    client.text("How much is a Nissan Leaf tyre change?");
    assertThat(corpus.asked()).hasSize(2);
    assertThat(corpus.asked().getLast().context()).hasSize(2);
    client.text("And a windscreen replacement?");
    assertThat(corpus.asked()).hasSize(4);
  }

  @Test
  void goesOnInGerman() {
    Client client =
        new Client(
            new TitledDocuments("de")
                .with(
                    "Preisliste Tesla Model 3",
                    "Ein Reifenwechsel beim Tesla Model 3 kostet 38 Euro.\nEin Scheibenwechsel beim"
                        + " Tesla Model 3 kostet 240 Euro.")
                .with(
                    "Preisliste Nissan Leaf",
                    "Ein Reifenwechsel beim Nissan Leaf kostet 35 Euro.\nEin Scheibenwechsel beim"
                        + " Nissan Leaf kostet 200 Euro."));
    assertThat(client.text("Was kostet ein Reifenwechsel beim Tesla Model 3?")).contains("38 Euro");
    assertThat(client.ask("Verkaufen Sie Gutscheine für Konzerte?").outcome())
        .isEqualTo(Outcome.NOT_IN_DOCUMENTS);
    assertThat(client.text("Und ein Scheibenwechsel?")).contains("240 Euro");
    assertThat(client.text("Und für den Leaf?")).contains("200 Euro");
  }

  @Test
  void goesOnInKorean() {
    Client client =
        new Client(
            new TitledDocuments("ko")
                .with(
                    "테슬라 모델 3 가격표",
                    "테슬라 모델 3의 타이어 교체 비용은 38파운드입니다.\n" + "테슬라 모델 3의 앞유리 교체 비용은 240파운드입니다.")
                .with(
                    "닛산 리프 가격표", "닛산 리프의 타이어 교체 비용은 35파운드입니다.\n" + "닛산 리프의 앞유리 교체 비용은 200파운드입니다."));
    assertThat(client.text("테슬라 모델 3의 타이어 교체 비용은 얼마인가요?")).contains("38파운드");
    assertThat(client.ask("콘서트 상품권을 파나요?").outcome()).isEqualTo(Outcome.NOT_IN_DOCUMENTS);
    assertThat(client.text("그럼 앞유리 교체는요?")).contains("240파운드");
    assertThat(client.text("리프는요?")).contains("200파운드");
  }
}
