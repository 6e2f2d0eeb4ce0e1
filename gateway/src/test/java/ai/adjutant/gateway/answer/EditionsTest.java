package ai.adjutant.gateway.answer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.gateway.embedding.StemEncoder;
import ai.adjutant.gateway.escalation.AnswerPolicy;
import ai.adjutant.gateway.escalation.Outcome;
import ai.adjutant.gateway.escalation.ReasonCode;
import ai.adjutant.gateway.extract.ExtractiveAnswerer;
import ai.adjutant.gateway.ground.GroundCheck;
import ai.adjutant.gateway.retrieve.EvidenceRule;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.Quote;
import ai.adjutant.gateway.retrieve.Retrieval;
import ai.adjutant.gateway.retrieve.ScriptedRetrieval;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.gateway.tier.TimeLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers where two editions of a document are in force together. */
final class EditionsTest {
  private final List<String> shown = new ArrayList<>();

  private static Passage edition(String name, String from, String text, double score) {
    return new Passage(
            "corpora/c/documents/" + name,
            "v1",
            "corpora/c/documents/" + name + "/chunks/0",
            "Visitor escort SOP",
            text,
            0,
            List.of(),
            score,
            5 * score,
            OptionalDouble.of(0.8 * score),
            1,
            1,
            1,
            List.of())
        .inForceFrom(Instant.parse(from + "T00:00:00Z"));
  }

  private Answer ask(double oldScore, double newScore, String oldFrom) {
    Passage old =
        edition(
            "old",
            oldFrom,
            "Visitors are escorted at all times. Visitor badges are valid for 8 hours.",
            oldScore);
    Passage now =
        edition(
            "new",
            "2025-09-15",
            "Visitors are escorted in zones 2 and 3. Visitor badges are valid for 4 hours.",
            newScore);
    SearchResult found =
        oldScore > newScore ? ScriptedRetrieval.found(old, now) : ScriptedRetrieval.found(now, old);
    Retrieval retrieval =
        new Retrieval() {
          @Override
          public SearchResult search(Query query) {
            return found;
          }

          @Override
          public boolean stands(Passage passage) {
            return true;
          }

          @Override
          public void store(String corpus, EvidenceRule rule) {
            throw new UnsupportedOperationException("nothing is stored");
          }
        };
    return new AnswerFlow(
            retrieval,
            List.of(new ExtractiveAnswerer(StemEncoder.there())),
            new GroundCheck(StemEncoder.there()),
            System::nanoTime)
        .ask(
            new Question(
                "corpora/c",
                "How long is a visitor badge valid?",
                List.of(),
                "",
                null,
                Retrieval.Mode.BOTH),
            AnswerPolicy.DEFAULT,
            TimeLimit.in(Duration.ofSeconds(60), System::nanoTime),
            new Shown(shown));
  }

  /** What a client shows after each event. */
  private record Shown(List<String> texts) implements AnswerEvents {
    @Override
    public void retrieved(List<Passage> passages) {}

    @Override
    public void delta(String text) {
      texts.add((texts.isEmpty() ? "" : texts.getLast()) + text);
    }

    @Override
    public void revised(String text, String reason) {
      texts.add(text);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void givesTheNewerEditionFirstAndTellsTheOlderOne(boolean olderRanksFirst) {
    Answer answer = olderRanksFirst ? ask(1, 0.8, "2023-03-01") : ask(0.8, 1, "2023-03-01");
    assertThat(answer.outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(answer.text())
        .containsSubsequence(
            "Visitor badges are valid for 4 hours.",
            "\n\nAn older document, Visitor escort SOP (in force from 2023-03-01), says: Visitor"
                + " badges are valid for 8 hours.");
    assertThat(answer.text()).doesNotContain("at all times");
    assertThat(answer.citations().stream().map(Quote::passage).map(Passage::document))
        .startsWith("corpora/c/documents/new")
        .endsWith("corpora/c/documents/old");
    assertThat(answer.reasons())
        .extracting(Answer.Reason::code)
        .containsExactly(ReasonCode.CONFLICTING_SOURCES);
    assertThat(answer.reasons().getFirst().message())
        .isEqualTo(
            "corpora/c/documents/new (in force from 2025-09-15) and corpora/c/documents/old (in"
                + " force from 2023-03-01) contradict each other; the newer one is given first");
    assertThat(shown.getLast()).isEqualTo(answer.text());
  }

  @Test
  void saysNothingWhereNeitherIsNewer() {
    Answer answer = ask(1, 0.8, "2025-09-15");
    assertThat(answer.reasons()).isEmpty();
    assertThat(answer.text()).contains("8 hours").doesNotContain("4 hours");
  }
}
