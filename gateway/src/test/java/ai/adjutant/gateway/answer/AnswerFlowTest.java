package ai.adjutant.gateway.answer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.gateway.extract.Quote;
import ai.adjutant.gateway.ground.Support;
import ai.adjutant.gateway.retrieve.Found;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.ScriptedRetrieval;
import ai.adjutant.gateway.retrieve.StemEncoder;
import ai.adjutant.gateway.tier.Generator;
import ai.adjutant.gateway.tier.ScriptedGenerator;
import ai.adjutant.gateway.tier.Tier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every way through the answer flow, with hand-written parts at its seams. */
final class AnswerFlowTest {
  private static final String FEES =
      "The late payment fee is 6.50 euros. It is charged on the tenth day after the due date."
          + " Members pay nothing once a year.";
  private static final String QUESTION = "How much is the late payment fee?";

  /** Keeps what was heard. */
  private static final class Heard implements AnswerEvents {
    private final List<String> events = new ArrayList<>();

    @Override
    public void retrieved(List<Passage> passages) {
      events.add("retrieved " + passages.size());
    }

    @Override
    public void delta(String text) {
      events.add("delta");
    }

    @Override
    public void revised(String text, String reason) {
      events.add("revised " + text);
    }
  }

  private final Heard heard = new Heard();

  private Answer ask(ScriptedRetrieval retrieval, ScriptedGenerator generator) {
    return ask(retrieval, StemEncoder.there(), generator, Tier.PERSON);
  }

  private Answer ask(
      ScriptedRetrieval retrieval, StemEncoder encoder, ScriptedGenerator generator, Tier highest) {
    return new AnswerFlow(retrieval, encoder, generator)
        .ask(
            new Question(
                "corpora/c",
                QUESTION,
                List.of(
                    new Generator.Message(Generator.Speaker.USER, "I forgot my bill."),
                    new Generator.Message(Generator.Speaker.ASSISTANT, "I see.")),
                "",
                null,
                highest),
            heard);
  }

  private static List<String> codes(Answer answer) {
    return answer.reasons().stream().map(Answer.Reason::code).toList();
  }

  @Test
  void quotesTheDocumentsVerbatimWithTheirPlaces() {
    Answer answer = ask(ScriptedRetrieval.finding(FEES), ScriptedGenerator.none());

    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.ANSWERED);
    assertThat(answer.tier()).contains(Tier.EXTRACTIVE);
    assertThat(answer.text()).contains("6.50 euros");
    for (Quote quote : answer.citations()) {
      assertThat(FEES.substring(quote.start() - 100, quote.end() - 100)).isEqualTo(quote.text());
      assertThat(quote.page()).isEqualTo(2);
    }
    assertThat(answer.support()).allMatch(Support::supported).isNotEmpty();
    assertThat(heard.events).containsExactly("retrieved 1", "delta");
    assertThat(answer.ledger().steps().stream().map(Answer.Ledger.Step::name))
        .containsExactly("search", "evidence", "extract");
  }

  @Test
  void passesTheTurnsBeforeToSearchWithoutLabels() {
    ScriptedRetrieval retrieval = ScriptedRetrieval.finding(FEES);
    ask(retrieval, ScriptedGenerator.none());
    assertThat(retrieval.asked().getFirst().context())
        .containsExactly("I forgot my bill.", "I see.");
  }

  @Test
  void saysThatTheDocumentsDoNotAnswerBelowTheThreshold() {
    Answer answer =
        ask(
            ScriptedRetrieval.finding(FEES).withThreshold(1),
            ScriptedGenerator.saying("Invented."));
    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.NOT_IN_DOCUMENTS);
    assertThat(codes(answer)).containsExactly("EVIDENCE_BELOW_THRESHOLD");
    assertThat(answer.tier()).isEmpty();
    assertThat(answer.citations()).isEmpty();
    assertThat(heard.events).containsExactly("retrieved 1");
  }

  @Test
  void saysSoWhenNothingIsFound() {
    Answer answer = ask(ScriptedRetrieval.finding(), ScriptedGenerator.saying("Invented."));
    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.NOT_IN_DOCUMENTS);
    assertThat(codes(answer)).containsExactly("NO_PASSAGES");
  }

  @Test
  void takesTheModelsWordsWhenTheyStand() {
    ScriptedGenerator model = ScriptedGenerator.saying("The fee for late payment is 6.50 euros.");
    Answer answer = ask(ScriptedRetrieval.finding(FEES), model);
    assertThat(answer.tier()).contains(Tier.SLM);
    assertThat(answer.text()).isEqualTo("The fee for late payment is 6.50 euros.");
    assertThat(answer.citations()).hasSize(1);
    assertThat(answer.ledger().promptTokens()).isEqualTo(10);
    assertThat(model.prompts().getFirst().getLast().text()).contains(FEES, QUESTION);
    assertThat(heard.events).containsExactly("retrieved 1", "delta", "delta");
  }

  @Test
  void dropsTheSentenceThatTheDocumentsDoNotHold() {
    Answer answer =
        ask(
            ScriptedRetrieval.finding(FEES),
            ScriptedGenerator.saying(
                "The late payment fee is 6.50 euros. Dragons guard the treasury at night."));
    assertThat(answer.tier()).contains(Tier.SLM);
    assertThat(answer.text()).isEqualTo("The late payment fee is 6.50 euros.");
    assertThat(codes(answer)).containsExactly("SENTENCES_DROPPED");
    assertThat(heard.events).contains("revised The late payment fee is 6.50 euros.");
  }

  @Test
  void quotesInsteadWhenNothingTheModelSaysStands() {
    Answer answer =
        ask(
            ScriptedRetrieval.finding(FEES),
            ScriptedGenerator.saying("The late payment fee is 99 euros."));
    assertThat(answer.tier()).contains(Tier.EXTRACTIVE);
    assertThat(answer.text()).contains("6.50 euros").doesNotContain("99");
    assertThat(codes(answer)).containsExactly("GROUND_CHECK_FAILED");
    assertThat(heard.events.getLast()).startsWith("revised ");
  }

  @Test
  void quotesInsteadWhenTheModelDiesInMidSentence() {
    Answer answer =
        ask(
            ScriptedRetrieval.finding(FEES),
            ScriptedGenerator.dyingAfterHalf("The late payment fee is 6.50 euros."));
    assertThat(answer.tier()).contains(Tier.EXTRACTIVE);
    assertThat(answer.degraded()).extracting(Found.Missing::part).containsExactly("SLM");
    assertThat(codes(answer)).containsExactly("GENERATION_FAILED");
    assertThat(heard.events.getLast()).startsWith("revised ");
  }

  @Test
  void doesNotAskTheModelWhenExtractionIsTheHighestTier() {
    ScriptedGenerator model = ScriptedGenerator.saying("The late payment fee is 6.50 euros.");
    Answer answer =
        ask(ScriptedRetrieval.finding(FEES), StemEncoder.there(), model, Tier.EXTRACTIVE);
    assertThat(answer.tier()).contains(Tier.EXTRACTIVE);
    assertThat(model.prompts()).isEmpty();
  }

  @Test
  void answersWithoutAnEncoderAndTellsWhichLegIsMissing() {
    Answer answer =
        ask(
            ScriptedRetrieval.finding(FEES).without("VECTOR"),
            StemEncoder.gone(),
            ScriptedGenerator.none(),
            Tier.PERSON);
    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.ANSWERED);
    assertThat(answer.text()).contains("6.50 euros");
    assertThat(answer.degraded()).extracting(Found.Missing::part).containsExactly("VECTOR");
  }

  @Test
  void handsOverWhenNoTierIsLeft() {
    Answer answer = ask(ScriptedRetrieval.finding("   "), ScriptedGenerator.none());
    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.HANDED_OFF);
    assertThat(answer.tier()).contains(Tier.PERSON);
    assertThat(codes(answer)).containsExactly("NO_TIER_LEFT");
  }
}
