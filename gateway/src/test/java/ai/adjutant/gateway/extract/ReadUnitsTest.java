package ai.adjutant.gateway.extract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.gateway.embedding.SentenceEncoder;
import ai.adjutant.gateway.embedding.StemEncoder;
import ai.adjutant.gateway.retrieve.DocumentSketch;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.Reading;
import ai.adjutant.gateway.retrieve.ScriptedRetrieval;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.gateway.tier.AnswerUnit;
import ai.adjutant.gateway.tier.Budget;
import ai.adjutant.gateway.tier.TierRequest;
import ai.adjutant.gateway.tier.TierResult;
import ai.adjutant.gateway.tier.TimeLimit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Units around what a reader read. */
final class ReadUnitsTest {
  private static final String QUESTION = "When may I give the boat back?";
  private static final String RULE =
      "A boat is given back at the jetty. Renters bring it home before sundown. The boat's key goes"
          + " into the box. Oars are dried. Boats are counted at night.";

  private final AtomicInteger encoded = new AtomicInteger();

  private TierResult.Answered ask(String question, Passage... passages) {
    SentenceEncoder counting =
        texts -> {
          encoded.addAndGet(texts.size());
          return StemEncoder.there().encode(texts);
        };
    SearchResult found = ScriptedRetrieval.found(passages);
    Budget budget = new Budget(5, 6, 100, TimeLimit.in(Duration.ofSeconds(30), System::nanoTime));
    return (TierResult.Answered)
        new ExtractiveAnswerer(counting)
            .answer(new TierRequest(question, List.of(), found, budget), piece -> {});
  }

  private static Passage read(Passage passage, String answer, double relevance) {
    int start = passage.start() + passage.text().indexOf(answer);
    return passage.read(
        new Reading(
            relevance, 0.5, List.of(new Reading.ReadSpan(start, start + answer.length(), 0.9))));
  }

  @Test
  void quotesTheSentenceThatHoldsTheSpanAndEncodesNone() {
    Passage passage = ScriptedRetrieval.passage(0, RULE);

    TierResult.Answered answer = ask(QUESTION, read(passage, "before sundown", 2));

    assertThat(answer.text()).contains("Renters bring it home before sundown.");
    assertThat(answer.text()).doesNotContain("Oars", "counted");
    assertThat(encoded).hasValue(0);
    assertThat(ask(QUESTION, passage).text()).contains("at the jetty");
    assertThat(encoded.get()).isPositive();
  }

  @Test
  void prefersThePassageThatIsRatherAboutIt() {
    String other = "Boats are let from May on. The season ends in October at the jetty.";
    Passage first = read(ScriptedRetrieval.passage(0, other), "in October", -3);
    Passage second = read(ScriptedRetrieval.passage(1, RULE), "before sundown", 3);

    assertThat(ask(QUESTION, first, second).text()).contains("before sundown");
  }

  @Test
  void stillShowsAProcedureWhole() {
    DocumentSketch routers =
        new DocumentSketch("Routers")
            .paragraph(1, "To reset the router:")
            .item(1, "1. ", "Press the button.")
            .item(1, "2. ", "Wait a minute.");

    TierResult.Answered answer =
        ask("How do I reset the router?", read(routers.passage(0), "Press the button", 3));

    assertThat(answer.unit().map(AnswerUnit::kind))
        .isEqualTo(Optional.of(AnswerUnit.Kind.PROCEDURE));
    assertThat(answer.text()).endsWith("1. Press the button.\n2. Wait a minute.");
  }
}
