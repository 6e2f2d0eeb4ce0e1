package ai.adjutant.gateway.extract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.gateway.embedding.StemEncoder;
import ai.adjutant.gateway.question.QuestionKind;
import ai.adjutant.gateway.retrieve.BlockKind;
import ai.adjutant.gateway.retrieve.DocumentSketch;
import ai.adjutant.gateway.retrieve.EvidenceRule;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.gateway.tier.AnswerUnit;
import ai.adjutant.gateway.tier.ExplainedPart;
import ai.adjutant.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What the extractor writes down of its choice. */
final class RecorderTest {
  private static final EvidenceRule RULE =
      new EvidenceRule(0.5, true, List.of(), OptionalDouble.empty(), 0, 0);

  private static ExplainedPart explain(String question, DocumentSketch document) {
    List<SearchResult.Term> terms =
        Words.of("en").distinctStems(question).stream()
            .map(stem -> new SearchResult.Term(stem, 2.0, 1, 1))
            .toList();
    SearchResult found =
        new SearchResult(
            List.of(document.passage(0)),
            terms,
            List.of(),
            new SearchResult.CorpusRule(RULE, "", "en", false));
    List<ExplainedPart> parts = new ArrayList<>();
    new Extractor(StemEncoder.there()).extract(question, found, Optional.of(parts::add));
    assertThat(parts).hasSize(1);
    return parts.getFirst();
  }

  private static List<String> rules(ExplainedPart.Scored scored) {
    return scored.rules().stream().map(ExplainedPart.Fired::name).toList();
  }

  private static ExplainedPart.Scored stretch(ExplainedPart part, String start) {
    return part.stretches().stream()
        .filter(scored -> scored.text().startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void namesTheRulesThatFired() {
    ExplainedPart part =
        explain(
            "What is the reset button?",
            new DocumentSketch("Routers")
                .paragraph(0, "What is the reset button?")
                .paragraph(0, "The reset button is the reset button.")
                .block(BlockKind.QUOTED, 0, "Somebody wrote that the reset button is red.")
                .block(BlockKind.FURNITURE, 0, "Reset button overview of all pages."));

    assertThat(rules(stretch(part, "What is"))).containsExactly("names only", "adds nothing");
    assertThat(rules(stretch(part, "The reset"))).containsExactly("adds nothing");
    assertThat(rules(stretch(part, "Somebody"))).containsExactly("quoted");
    assertThat(rules(stretch(part, "Reset button"))).contains("page furniture");
    assertThat(part.scored()).isEqualTo(4);
  }

  @Test
  void saysThatAProcedureWasChosenByItsLabel() {
    ExplainedPart part =
        explain(
            "How do I reset the router?",
            new DocumentSketch("Routers")
                .chunk("Reset")
                .paragraph(1, "To reset the router:")
                .item(1, "1. ", "Press the button.")
                .item(1, "2. ", "Wait a minute."));

    assertThat(part.kind()).isEqualTo(QuestionKind.STEPS);
    assertThat(part.rule()).isEqualTo(ExplainedPart.Rule.PROCEDURE_BY_LABEL);
    assertThat(part.procedures()).hasSize(1);
    assertThat(part.procedures().getFirst().block()).isEqualTo("PROCEDURE");
    assertThat(part.unit().orElseThrow().kind()).isEqualTo(AnswerUnit.Kind.PROCEDURE);
    assertThat(part.unit().orElseThrow().parts()).isEqualTo(2);
  }

  @Test
  void listsTheBestAndCutsLongTexts() {
    DocumentSketch document = new DocumentSketch("Routers");
    for (int i = 0; i < 50; i++) {
      document.paragraph(0, "The router has a lamp number " + i + " " + "😀".repeat(150) + ".");
    }
    ExplainedPart part = explain("Which lamp does the router have?", document);

    assertThat(part.scored()).isEqualTo(50);
    assertThat(part.stretches()).hasSize(ExplainedPart.LISTED_MAX);
    assertThat(part.stretches())
        .isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()))
        .allSatisfy(scored -> {
          assertThat(scored.text()).hasSizeLessThanOrEqualTo(200).endsWith("…");
          assertThat(scored.text().codePoints().filter(c -> c >= 0xD800 && c <= 0xDFFF)).isEmpty();
        });
  }
}
