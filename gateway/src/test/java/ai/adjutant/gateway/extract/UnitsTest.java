package ai.adjutant.gateway.extract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.gateway.embedding.StemEncoder;
import ai.adjutant.gateway.retrieve.BlockKind;
import ai.adjutant.gateway.retrieve.DocumentSketch;
import ai.adjutant.gateway.retrieve.EvidenceRule;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.Quote;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.gateway.tier.AnswerUnit;
import ai.adjutant.gateway.tier.Budget;
import ai.adjutant.gateway.tier.TierRequest;
import ai.adjutant.gateway.tier.TierResult;
import ai.adjutant.gateway.tier.TimeLimit;
import ai.adjutant.text.Words;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Answers as whole units: procedures, rows, pairs, items. */
class UnitsTest {
  private static final EvidenceRule RULE =
      new EvidenceRule(0.5, true, List.of(), OptionalDouble.empty(), 0, 0);

  private final DocumentSketch routers =
      new DocumentSketch("Routers")
          .chunk("Reset")
          .paragraph(0, "This topic explains how to reset the router.")
          .paragraph(1, "To reset the router:")
          .item(1, "1. ", "Press the button.")
          .item(1, "2. ", "Wait a minute.")
          .chunk("Reset")
          .item(1, "3. ", "Restore the saved settings.")
          .paragraph(0, "Note: the password changes too.")
          .chunk("Repair")
          .paragraph(2, "To repair the antenna:")
          .item(2, "1. ", "Open the case.");

  @Test
  void showsAProcedureWholeAcrossChunks() {
    TierResult.Answered answer = ask("How do I reset the router?", routers.passage(0));

    assertThat(answer.text())
        .isEqualTo(
            "To reset the router:\n1. Press the button.\n2. Wait a minute.\n"
                + "3. Restore the saved settings.\nNote: the password changes too.");
    assertThat(unit(answer).kind()).isEqualTo(AnswerUnit.Kind.PROCEDURE);
    assertThat(unit(answer).parts()).isEqualTo(unit(answer).shown()).isEqualTo(4);
    assertCutsExactly(answer, routers);
  }

  @Test
  void showsTheStepThatIsAskedForByItsNumber() {
    TierResult.Answered answer = ask("What is step 2 of resetting the router?", routers.passage(0));

    assertThat(answer.text()).isEqualTo("2. Wait a minute.");
  }

  @Test
  void boundsALongProcedureAndSaysHowMuchIsLeft() {
    DocumentSketch long1 = new DocumentSketch("Audit").paragraph(1, "To close the audit:");
    for (int i = 1; i <= 50; i++) {
      long1.item(1, i + ". ", "Sign page " + i + ".");
    }
    TierResult.Answered answer = ask("How do I close the audit?", long1.passage(0));

    assertThat(unit(answer).parts()).isEqualTo(50);
    assertThat(unit(answer).shown()).isEqualTo(30);
    assertThat(answer.text()).contains("30. Sign page 30.").endsWith("… 20 more, see the source.");
    assertCutsExactly(answer, long1);
  }

  @Test
  void quotesOneRowWithItsColumnsAndFindsTheCell() {
    DocumentSketch fees =
        new DocumentSketch("Fees")
            .block(BlockKind.CAPTION, 1, "Monthly fees")
            .row(1, "Plan", "Home 50", "Set-up", "29.00", "Monthly", "19.90")
            .row(1, "Plan", "Home 100", "Set-up", "39.00", "Monthly", "29.90")
            .row(1, "Plan", "Home 250", "Set-up", "49.00", "Monthly", "39.90");
    TierResult.Answered answer = ask("What is the monthly fee of Home 100?", fees.passage(0));

    assertThat(answer.text())
        .isEqualTo("Monthly fees\nPlan: Home 100 | Set-up: 39.00 | Monthly: 29.90");
    assertThat(unit(answer).kind()).isEqualTo(AnswerUnit.Kind.ROW);
    assertThat(unit(answer).shortAnswer()).isEqualTo("29.90");
    assertCutsExactly(answer, fees);
  }

  @Test
  void givesThePairsAnswerForItsQuestion() {
    DocumentSketch faq =
        new DocumentSketch("Help")
            .block(BlockKind.QUESTION, 1, "Where is the pharmacy?")
            .block(BlockKind.ANSWER, 1, "On the ground floor.")
            .block(BlockKind.QUESTION, 2, "When is the ward open?")
            .block(BlockKind.ANSWER, 2, "From 14 to 18 o'clock.");
    TierResult.Answered answer = ask("When is the ward open?", faq.passage(0));

    assertThat(answer.text()).isEqualTo("When is the ward open?\nFrom 14 to 18 o'clock.");
    assertThat(unit(answer).kind()).isEqualTo(AnswerUnit.Kind.PAIR);
    assertThat(unit(answer).parts()).isEqualTo(unit(answer).shown()).isEqualTo(1);
    assertCutsExactly(answer, faq);
  }

  @Test
  void findsTheValueInAPairsAnswer() {
    DocumentSketch faq =
        new DocumentSketch("Harbour")
            .block(BlockKind.QUESTION, 1, "How much does a mooring for 2 boats cost?")
            .block(
                BlockKind.ANSWER, 1, "A mooring costs what the council says. Each pays 18 euros.");
    TierResult.Answered answer = ask("How much does a mooring for 2 boats cost?", faq.passage(0));

    assertThat(unit(answer).kind()).isEqualTo(AnswerUnit.Kind.PAIR);
    assertThat(unit(answer).shortAnswer()).isEqualTo("18 euros");
  }

  @Test
  void showsOnePairOfSeveralInAGroupWithItsWholeAnswer() {
    DocumentSketch faq =
        new DocumentSketch("Help")
            .block(BlockKind.QUESTION, 1, "Where is the pharmacy?")
            .block(BlockKind.ANSWER, 1, "On the ground floor.")
            .block(BlockKind.QUESTION, 1, "When is the ward open?")
            .block(BlockKind.ANSWER, 1, "From 14 to 18 o'clock.")
            .block(BlockKind.ANSWER, 1, "Children may come until 16 o'clock.")
            .block(BlockKind.QUESTION, 1, "Who pays for parking?")
            .block(BlockKind.ANSWER, 1, "The visitor does.");
    TierResult.Answered answer = ask("Until when may children visit the ward?", faq.passage(0));

    assertThat(answer.text())
        .isEqualTo(
            "When is the ward open?\nFrom 14 to 18 o'clock.\nChildren may come until 16 o'clock.");
    assertCutsExactly(answer, faq);
  }

  @Test
  void showsWhatALabelAnnouncesInsteadOfTheLabel() {
    DocumentSketch rules =
        new DocumentSketch("Rules")
            .paragraph(1, "Documents that a visitor of the camp must bring:")
            .item(1, "- ", "an identity card")
            .item(1, "- ", "the invitation");
    TierResult.Answered answer =
        ask("Which documents must a visitor of the camp bring?", rules.passage(0));

    assertThat(answer.text()).contains("an identity card").contains("the invitation");
    assertThat(unit(answer).kind()).isEqualTo(AnswerUnit.Kind.LIST);
  }

  @Test
  void answersBothPartsOfATwoPartQuestion() {
    DocumentSketch fees =
        new DocumentSketch("Reminders")
            .row(1, "Matter", "reminder fee", "Amount", "5 euros")
            .chunk("Deadlines")
            .paragraph(0, "The reminder is due within ten days.");
    TierResult.Answered answer =
        ask(
            "How much is the reminder fee and when is the reminder due?",
            fees.passage(0),
            fees.passage(1));

    assertThat(answer.text()).contains("5 euros").contains("within ten days");
  }

  @Test
  void passesOverTheWordsOfNavigation() {
    DocumentSketch page =
        new DocumentSketch("Steel")
            .paragraph(0, "B22 bars break at 1000 newtons; this is their strength.")
            .block(BlockKind.FURNITURE, 0, "Tensile strength of B22 bars. Elongation of B22 bars.");
    TierResult.Answered answer = ask("What is the tensile strength of B22 bars?", page.passage(0));

    assertThat(answer.text()).contains("1000 newtons");
  }

  private static TierResult.Answered ask(String question, Passage... passages) {
    List<SearchResult.Term> terms =
        Words.of("en").distinctStems(question).stream()
            .map(stem -> new SearchResult.Term(stem, 2.0, 1, 1))
            .toList();
    SearchResult found =
        new SearchResult(
            List.of(passages),
            terms,
            List.of(),
            new SearchResult.CorpusRule(RULE, "", "en", false));
    Budget budget = new Budget(5, 6, 100, TimeLimit.in(Duration.ofSeconds(30), System::nanoTime));
    TierRequest request = new TierRequest(question, List.of(), found, budget);
    return (TierResult.Answered)
        new ExtractiveAnswerer(StemEncoder.there()).answer(request, piece -> {});
  }

  private static AnswerUnit unit(TierResult.Answered answer) {
    return answer.unit().orElseThrow();
  }

  private static void assertCutsExactly(TierResult.Answered answer, DocumentSketch document) {
    for (Quote quote : answer.quotes()) {
      assertThat(document.text().substring(quote.start(), quote.end())).isEqualTo(quote.text());
    }
  }
}
