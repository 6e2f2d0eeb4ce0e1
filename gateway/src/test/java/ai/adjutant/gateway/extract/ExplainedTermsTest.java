package ai.adjutant.gateway.extract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.gateway.embedding.StemEncoder;
import ai.adjutant.gateway.retrieve.DocumentSketch;
import ai.adjutant.gateway.retrieve.EvidenceRule;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.QuestionReading;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.gateway.tier.AnswerUnit;
import ai.adjutant.gateway.tier.ExplainedPart;
import ai.adjutant.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Questions for what a term stands for. */
final class ExplainedTermsTest {
  private static final EvidenceRule RULE =
      new EvidenceRule(0.5, true, List.of(), OptionalDouble.empty(), 0, 0);

  private static final Passage GOALS =
      new DocumentSketch("Goals")
          .paragraph(0, "ATS stands out: what an ATS does is what the ATS stands for in the plan.")
          .passage(0);
  private static final Passage TERMS =
      new DocumentSketch("Terms")
          .row(1, "Short", "ATS", "Long", "Air Traffic Service")
          .row(1, "Short", "MTTR", "Long", "Mean Time To Repair")
          .passage(0);
  private static final Passage POWER =
      new DocumentSketch("Power")
          .paragraph(0, "The auxiliary transfer switch (ATS) is in the basement.")
          .passage(0);

  private final List<ExplainedPart> parts = new ArrayList<>();

  private List<Extractor.Answering> ask(String question, String... meaningsAndChunks) {
    List<QuestionReading.Expansion> expansions = new ArrayList<>();
    for (int i = 0; i < meaningsAndChunks.length; i += 2) {
      expansions.add(
          new QuestionReading.Expansion("ATS", meaningsAndChunks[i], meaningsAndChunks[i + 1]));
    }
    SearchResult found =
        new SearchResult(
            List.of(GOALS, TERMS, POWER),
            Words.of("en").distinctStems(question).stream()
                .map(stem -> new SearchResult.Term(stem, 2.0, 1, 1))
                .toList(),
            List.of(),
            new SearchResult.CorpusRule(RULE, "", "en", false),
            new QuestionReading(List.of(), expansions, List.of()));
    return new Extractor(StemEncoder.there()).extract(question, found, Optional.of(parts::add));
  }

  @Test
  void showsTheRowThatExplainsATerm() {
    List<Extractor.Answering> answers =
        ask("What does ATS stand for?", "Air Traffic Service", TERMS.chunk());
    assertThat(answers).hasSize(1);
    assertThat(answers.getFirst().shortAnswer()).isEqualTo("Air Traffic Service");
    assertThat(answers.getFirst().unit().kind()).isEqualTo(AnswerUnit.Kind.ROW);
    assertThat(answers.getFirst().unit().quotes().getFirst().text())
        .isEqualTo("Short: ATS | Long: Air Traffic Service");
    assertThat(parts.getFirst().rule()).isEqualTo(ExplainedPart.Rule.EXPLANATION);
  }

  @Test
  void showsEachMeaningOfAnAmbiguousTermWithItsPlace() {
    List<Extractor.Answering> answers =
        ask(
            "What does ATS mean?",
            "Air Traffic Service",
            TERMS.chunk(),
            "auxiliary transfer switch",
            POWER.chunk());
    assertThat(answers)
        .extracting(Extractor.Answering::shortAnswer)
        .containsExactly("Air Traffic Service", "auxiliary transfer switch");
    assertThat(answers.getLast().unit().quotes().getFirst().passage()).isEqualTo(POWER);
  }

  @Test
  void answersFromWhatStandsUnderATitleThatExplainsATerm() {
    Passage titled =
        new DocumentSketch("RFI (request for information)")
            .paragraph(0, "It asks another unit for facts that one cannot find by own means.")
            .passage(0);
    SearchResult found =
        new SearchResult(
            List.of(GOALS, titled),
            List.of(new SearchResult.Term("rfi", 2.0, 1, 1)),
            List.of(),
            new SearchResult.CorpusRule(RULE, "", "en", false),
            new QuestionReading(
                List.of(),
                List.of(
                    new QuestionReading.Expansion(
                        "RFI", "request for information", titled.chunk())),
                List.of()));
    Extractor.Answering answer =
        new Extractor(StemEncoder.there())
            .extract("What does RFI mean?", found, Optional.empty())
            .getFirst();
    assertThat(answer.shortAnswer()).isEqualTo("request for information");
    assertThat(answer.unit().quotes().getFirst().passage()).isEqualTo(titled);
  }

  @Test
  void countsNoWordTwiceThatTextAndTitleHoldInDifferentForms() {
    SearchResult found =
        new SearchResult(
            List.of(),
            List.of(
                new SearchResult.Term("suppli", 2.0, 1, 1),
                new SearchResult.Term("inspect", 2.0, 1, 1)),
            List.of(),
            new SearchResult.CorpusRule(RULE, "", "en", false),
            new QuestionReading(
                List.of(),
                List.of(new QuestionReading.Expansion("supply", "MSR", "chunk")),
                List.of()));
    Coverage coverage = new Coverage("inspect the supply", found);
    assertThat(coverage.share("A supply is a road.", "MSR", 0.5)).isEqualTo(0.5);
    assertThat(coverage.share("They inspect it.", "MSR", 0.5)).isEqualTo(0.75);
    assertThat(coverage.share("They inspect the MSR.", "supply", 0.5)).isEqualTo(1);
  }

  @Test
  void goesByTheBestStretchWhereNothingExplainsTheTerm() {
    List<Extractor.Answering> answers = ask("What does ATS stand for?", "Active Tilt Sensor", "");
    assertThat(answers).hasSize(1);
    assertThat(parts.getFirst().rule()).isEqualTo(ExplainedPart.Rule.STRETCH);
  }
}
