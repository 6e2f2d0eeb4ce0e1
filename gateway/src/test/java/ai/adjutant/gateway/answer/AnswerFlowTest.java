package ai.adjutant.gateway.answer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.gateway.embedding.StemEncoder;
import ai.adjutant.gateway.escalation.AnswerPolicy;
import ai.adjutant.gateway.escalation.Known;
import ai.adjutant.gateway.escalation.Outcome;
import ai.adjutant.gateway.escalation.ReasonCode;
import ai.adjutant.gateway.extract.ExtractiveAnswerer;
import ai.adjutant.gateway.ground.GroundCheck;
import ai.adjutant.gateway.ground.Support;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.QuestionReading;
import ai.adjutant.gateway.retrieve.Retrieval;
import ai.adjutant.gateway.retrieve.ScriptedRetrieval;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.gateway.tier.Answerer;
import ai.adjutant.gateway.tier.ScriptedAnswerer;
import ai.adjutant.gateway.tier.Tier;
import ai.adjutant.gateway.tier.TierRequest;
import ai.adjutant.gateway.tier.TimeLimit;
import ai.adjutant.gateway.tier.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Every way through the answer flow, with hand-written parts at its seams. */
final class AnswerFlowTest {
  private static final String FEES =
      "The late payment fee is 6.50 euros. It is charged on the tenth day after the due date."
          + " Members pay nothing once a year.";
  private static final String QUESTION = "How much is the late payment fee?";
  private static final String TRUE_WORDS = "The fee for late payment is 6.50 euros.";

  /** Keeps the events. */
  private static final class Recorded implements AnswerEvents {
    private final List<String> events = new ArrayList<>();

    @Override
    public void retrieved(List<Passage> passages) {
      events.add("retrieved " + passages.size());
    }

    @Override
    public void delta(String text) {
      events.add("delta " + text);
    }

    @Override
    public void revised(String text, String reason) {
      events.add("revised " + text);
    }

    /** What a client shows at the end that follows the events. */
    String shown() {
      String shown = "";
      for (String event : events) {
        String text = event.substring(event.indexOf(' ') + 1);
        shown =
            switch (event.substring(0, event.indexOf(' '))) {
              case "delta" -> shown + text;
              case "revised" -> text;
              default -> shown;
            };
      }
      return shown;
    }
  }

  private final Recorded recorded = new Recorded();
  private final AtomicLong nanos = new AtomicLong();

  private Answer ask(ScriptedRetrieval retrieval, Answerer... models) {
    return ask(retrieval, AnswerPolicy.DEFAULT, models);
  }

  private Answer ask(ScriptedRetrieval retrieval, AnswerPolicy policy, Answerer... models) {
    List<Answerer> answerers = new ArrayList<>(List.of(models));
    answerers.add(new ExtractiveAnswerer(StemEncoder.there()));
    return new AnswerFlow(
            retrieval, answerers, new GroundCheck(StemEncoder.there()), nanos::incrementAndGet)
        .ask(
            new Question(
                "corpora/c",
                QUESTION,
                List.of(
                    new Turn(Turn.Speaker.USER, "I forgot my bill."),
                    new Turn(Turn.Speaker.AGENT, "I see.")),
                "",
                null,
                Retrieval.Mode.BOTH),
            policy,
            TimeLimit.in(Duration.ofSeconds(60), nanos::get),
            recorded);
  }

  private static List<ReasonCode> codes(Answer answer) {
    return answer.reasons().stream().map(Answer.Reason::code).toList();
  }

  private static List<Known.Verdict> verdicts(Answer answer) {
    return answer.ledger().attempts().stream().map(Answer.Attempt::verdict).toList();
  }

  @Test
  void citesNothingThatIsDeletedWhileTheAnswerIsMade() {
    String other = "The late payment fee is 7.50 euros for members.";
    Answer answer = ask(ScriptedRetrieval.finding(FEES, other).deletingAfterEachSearch(0));
    assertThat(answer.outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(answer.citations()).allMatch(quote -> quote.passage().document().endsWith("d1"));
    assertThat(answer.text()).contains("7.50 euros").doesNotContain("6.50");
    assertThat(recorded.shown()).isEqualTo(answer.text());
    assertThat(recorded.events).containsOnlyOnce("retrieved 2").contains("revised ");
    assertThat(answer.ledger().steps().stream().map(Answer.Step::name))
        .containsExactly("search", "evidence", "extractive", "search", "evidence", "extractive");
  }

  @Test
  void refusesWhereTheOnlyDocumentIsDeletedWhileTheAnswerIsMade() {
    Answer answer = ask(ScriptedRetrieval.finding(FEES).deletingAfterEachSearch(0));
    assertThat(answer.outcome()).isEqualTo(Outcome.NOT_IN_DOCUMENTS);
    assertThat(answer.citations()).isEmpty();
    assertThat(codes(answer)).containsExactly(ReasonCode.NO_PASSAGES);
    assertThat(recorded.shown()).isEmpty();
  }

  @Test
  void isUnavailableWhereDocumentsChangeAgainAndAgain() {
    Answer answer =
        ask(
            ScriptedRetrieval.finding(FEES, FEES, FEES, FEES).deletingAfterEachSearch(0, 1, 2),
            ScriptedAnswerer.saying(Tier.SLM, TRUE_WORDS));
    assertThat(answer.outcome()).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(answer.citations()).isEmpty();
    assertThat(answer.support()).isEmpty();
    assertThat(answer.unit()).isEmpty();
    assertThat(codes(answer)).endsWith(ReasonCode.SEARCH_DEGRADED);
    assertThat(answer.text()).doesNotContain("6.50");
    assertThat(recorded.shown()).isEmpty();
  }

  @Test
  void quotesTheDocumentsWhereThereIsNoModel() {
    Answer answer = ask(ScriptedRetrieval.finding(FEES));
    assertThat(answer.outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(answer.tier()).contains(Tier.EXTRACTIVE);
    assertThat(answer.text()).contains("6.50 euros").isEqualTo(recorded.shown());
    assertThat(answer.support())
        .allMatch(support -> support.kind() == Support.Kind.VERBATIM)
        .hasSameSizeAs(answer.citations())
        .isNotEmpty();
    assertThat(answer.ledger().steps().stream().map(Answer.Step::name))
        .containsExactly("search", "evidence", "extractive");
  }

  @Test
  void passesTheTurnsBeforeToSearchWithoutLabels() {
    ScriptedRetrieval retrieval = ScriptedRetrieval.finding(FEES);
    ask(retrieval);
    assertThat(retrieval.asked().getFirst().context())
        .containsExactly("I forgot my bill.", "I see.");
  }

  @Test
  void saysThatTheDocumentsDoNotAnswerBelowTheThreshold() {
    ScriptedAnswerer model = ScriptedAnswerer.saying(Tier.SLM, TRUE_WORDS);
    Answer answer = ask(ScriptedRetrieval.finding(FEES).withThreshold(1), model);
    assertThat(answer.outcome()).isEqualTo(Outcome.NOT_IN_DOCUMENTS);
    assertThat(codes(answer)).containsExactly(ReasonCode.EVIDENCE_BELOW_THRESHOLD);
    assertThat(answer.tier()).isEmpty();
    assertThat(answer.citations()).isEmpty();
    assertThat(model.requests()).isEmpty();
    assertThat(recorded.events).containsExactly("retrieved 1");
  }

  @Test
  void saysSoWhenNothingIsFound() {
    Answer answer = ask(ScriptedRetrieval.finding());
    assertThat(answer.outcome()).isEqualTo(Outcome.NOT_IN_DOCUMENTS);
    assertThat(codes(answer)).containsExactly(ReasonCode.NO_PASSAGES);
    assertThat(answer.text()).isEqualTo("The documents do not answer this question.");
  }

  @Test
  void takesTheModelsWordsWhenTheyStand() {
    ScriptedAnswerer model = ScriptedAnswerer.saying(Tier.SLM, TRUE_WORDS);
    Answer answer = ask(ScriptedRetrieval.finding(FEES), model);
    assertThat(answer.tier()).contains(Tier.SLM);
    assertThat(answer.text()).isEqualTo(TRUE_WORDS).isEqualTo(recorded.shown());
    assertThat(answer.citations()).hasSize(1);
    assertThat(answer.ledger().promptTokens()).isEqualTo(10);
    assertThat(answer.ledger().attempts().getFirst().use().digest()).isEqualTo("d-SLM");
    TierRequest request = model.requests().getFirst();
    assertThat(request.turns()).hasSize(2);
    assertThat(request.budget().time().left()).isPositive().isLessThan(Duration.ofSeconds(49));
  }

  @Test
  void dropsTheSentenceThatTheDocumentsDoNotHold() {
    Answer answer =
        ask(
            ScriptedRetrieval.finding(FEES),
            ScriptedAnswerer.saying(
                Tier.SLM, TRUE_WORDS + " Dragons guard the treasury at night."));
    assertThat(answer.tier()).contains(Tier.SLM);
    assertThat(answer.text()).isEqualTo(TRUE_WORDS).isEqualTo(recorded.shown());
    assertThat(codes(answer)).containsExactly(ReasonCode.SENTENCES_DROPPED);
  }

  @Test
  void quotesInsteadWhenNothingTheModelSaysStands() {
    Answer answer =
        ask(
            ScriptedRetrieval.finding(FEES),
            ScriptedAnswerer.saying(Tier.SLM, "The late payment fee is 99 euros."));
    assertThat(answer.tier()).contains(Tier.EXTRACTIVE);
    assertThat(answer.text()).contains("6.50 euros").isEqualTo(recorded.shown());
    assertThat(codes(answer)).containsExactly(ReasonCode.GROUND_CHECK_FAILED);
    assertThat(verdicts(answer)).containsExactly(Known.Verdict.UNSUPPORTED, Known.Verdict.STANDS);
  }

  @Test
  void quotesInsteadWhenTheModelBreaksOffInMidSentence() {
    Answer answer =
        ask(
            ScriptedRetrieval.finding(FEES),
            ScriptedAnswerer.failingAfter(Tier.SLM, "The late payment"));
    assertThat(answer.tier()).contains(Tier.EXTRACTIVE);
    assertThat(answer.degraded()).extracting(SearchResult.Missing::part).containsExactly("SLM");
    assertThat(codes(answer)).containsExactly(ReasonCode.TIER_FAILED);
    assertThat(recorded.shown()).isEqualTo(answer.text());
  }

  @Test
  void sendsNoRevisionWhereNothingWasShown() {
    Answer answer =
        ask(ScriptedRetrieval.finding(FEES), ScriptedAnswerer.failingAfter(Tier.SLM, ""));
    assertThat(answer.tier()).contains(Tier.EXTRACTIVE);
    assertThat(recorded.events).noneMatch(event -> event.startsWith("revised"));
  }

  @Test
  void asksTheLargeModelWhereTheSmallOneAbstainsAndNeverMixesTheirWords() {
    Answer answer =
        ask(
            ScriptedRetrieval.finding(FEES),
            ScriptedAnswerer.abstaining(Tier.SLM),
            ScriptedAnswerer.saying(Tier.LLM, TRUE_WORDS));
    assertThat(answer.tier()).contains(Tier.LLM);
    assertThat(verdicts(answer)).containsExactly(Known.Verdict.ABSTAINED, Known.Verdict.STANDS);
    assertThat(recorded.shown()).isEqualTo(TRUE_WORDS);
    assertThat(answer.ledger().promptTokens()).isEqualTo(20);
  }

  @Test
  void believesAModelThatAbstainsInsteadOfQuotingAnyway() {
    Answer answer = ask(ScriptedRetrieval.finding(FEES), ScriptedAnswerer.abstaining(Tier.SLM));
    assertThat(answer.outcome()).isEqualTo(Outcome.NOT_IN_DOCUMENTS);
    assertThat(codes(answer)).containsExactly(ReasonCode.MODEL_ABSTAINED);
    assertThat(answer.citations()).isEmpty();
    assertThat(recorded.events).containsExactly("retrieved 1");
  }

  @Test
  void doesNotAskTheModelWhenExtractionIsTheHighestTier() {
    ScriptedAnswerer model = ScriptedAnswerer.saying(Tier.SLM, TRUE_WORDS);
    Answer answer =
        ask(ScriptedRetrieval.finding(FEES), AnswerPolicy.DEFAULT.upTo(Tier.EXTRACTIVE), model);
    assertThat(answer.tier()).contains(Tier.EXTRACTIVE);
    assertThat(model.requests()).isEmpty();
  }

  @Test
  void answersByWordsWhereVectorsAreMissingAndSaysSo() {
    Answer answer = ask(ScriptedRetrieval.finding(FEES).without("VECTOR"));
    assertThat(answer.outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(answer.text()).contains("6.50 euros");
    assertThat(answer.evidence().wordsOnly()).isTrue();
    assertThat(answer.degraded()).extracting(SearchResult.Missing::part).containsExactly("VECTOR");
  }

  @Test
  void neverBlamesTheDocumentsForAMissingLeg() {
    Answer answer = ask(ScriptedRetrieval.finding(FEES).withThreshold(1).without("VECTOR"));
    assertThat(answer.outcome()).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(codes(answer)).containsExactly(ReasonCode.SEARCH_DEGRADED);
    assertThat(answer.reasons().getFirst().message()).contains("VECTOR");
    assertThat(answer.text()).contains("at the moment").doesNotContain("do not answer");
  }

  @Test
  void saysThatNobodyCouldAnswerWhenNoTierIsLeft() {
    Answer answer = ask(ScriptedRetrieval.finding("   "));
    assertThat(answer.outcome()).isEqualTo(Outcome.NOT_ANSWERED);
    assertThat(answer.tier()).isEmpty();
    assertThat(codes(answer)).containsExactly(ReasonCode.NO_TIER_LEFT);
  }

  @Test
  void saysThatSomebodyTakesOverOnlyWhenSomebodyWasNotified() {
    Answer answer = ask(ScriptedRetrieval.finding("   "), ScriptedAnswerer.handingOver());
    assertThat(answer.outcome()).isEqualTo(Outcome.HANDED_OFF);
    assertThat(answer.tier()).contains(Tier.PERSON);
    assertThat(verdicts(answer))
        .containsExactly(Known.Verdict.ABSTAINED, Known.Verdict.HANDED_OVER);
  }

  @Test
  void refusesAnIdentifierThatIsNowhereAndNamesTheNearest() {
    ScriptedAnswerer model = ScriptedAnswerer.saying(Tier.SLM, TRUE_WORDS);
    QuestionReading reading =
        new QuestionReading(
            List.of(
                new QuestionReading.Identified(
                    "QX-771", List.of("QX771"), false, List.of("QX-717", "QX-177"))),
            List.of(),
            List.of());
    Answer answer = ask(ScriptedRetrieval.finding(FEES).reading(reading), model);
    assertThat(answer.outcome()).isEqualTo(Outcome.NOT_IN_DOCUMENTS);
    assertThat(codes(answer)).containsExactly(ReasonCode.IDENTIFIER_NOT_FOUND);
    assertThat(answer.text())
        .isEqualTo("The documents do not hold QX-771. Nearest to it: QX-717 and QX-177.");
    assertThat(answer.ledger().attempts()).isEmpty();
  }

  @Test
  void saysWhichWordItReadAsAnother() {
    QuestionReading reading =
        new QuestionReading(
            List.of(),
            List.of(),
            List.of(new QuestionReading.Spelling("paymnet", true, List.of("payment"))));
    Answer answer = ask(ScriptedRetrieval.finding(FEES).reading(reading));
    assertThat(answer.outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(answer.reasons())
        .containsExactly(
            new Answer.Reason(ReasonCode.SPELLING_ASSUMED, "“paymnet” was read as “payment”"));
  }
}
