package ai.adjutant.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.gateway.retrieve.EvidenceRule;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.Reading;
import ai.adjutant.gateway.retrieve.Retrieval;
import ai.adjutant.gateway.retrieve.ScriptedRetrieval;
import ai.adjutant.gateway.retrieve.SearchResult;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** When evidence suffices, and what a missing leg may and may not say. */
final class JudgementTest {
  private static final String FEES = "The late payment fee is 6.50 euros.";

  private static Judgement judge(ScriptedRetrieval retrieval) {
    SearchResult found =
        retrieval.search(
            new Retrieval.Query(
                "corpora/c",
                "How much is the late payment fee?",
                List.of(),
                "",
                null,
                10,
                Retrieval.Mode.BOTH));
    return Judgement.of(found);
  }

  @Test
  void judgesACompleteSearchByTheCorpusThreshold() {
    assertThat(judge(ScriptedRetrieval.finding(FEES)).verdict())
        .isEqualTo(Judgement.Verdict.SUFFICIENT);
    Judgement strict = judge(ScriptedRetrieval.finding(FEES).withThreshold(1));
    assertThat(strict.verdict()).isEqualTo(Judgement.Verdict.INSUFFICIENT);
    assertThat(strict.wordsOnly()).isFalse();
    assertThat(judge(ScriptedRetrieval.finding()).verdict())
        .isEqualTo(Judgement.Verdict.NOTHING_FOUND);
  }

  @Test
  void judgesByWordsAloneWhereVectorsAreMissing() {
    Judgement judged = judge(ScriptedRetrieval.finding(FEES).without("VECTOR"));
    assertThat(judged.wordsOnly()).isTrue();
    assertThat(judged.signals().topCosine()).isZero();
    assertThat(judged.verdict()).isEqualTo(Judgement.Verdict.SUFFICIENT);
  }

  @Test
  void judgesByWordsAloneWhereVectorsHaveNoPart() {
    Judgement judged = judge(ScriptedRetrieval.finding(FEES).byWords("ko"));
    assertThat(judged.wordsOnly()).isTrue();
    assertThat(judge(ScriptedRetrieval.finding().byWords("ko")).verdict())
        .isEqualTo(Judgement.Verdict.NOTHING_FOUND);
  }

  @Test
  void neverConcludesFromAMissingLegThatTheDocumentsDoNotAnswer() {
    for (String leg : List.of("VECTOR", "BM25")) {
      assertThat(judge(ScriptedRetrieval.finding(FEES).withThreshold(1).without(leg)).verdict())
          .isEqualTo(Judgement.Verdict.UNKNOWN);
      assertThat(judge(ScriptedRetrieval.finding().without(leg)).verdict())
          .isEqualTo(Judgement.Verdict.UNKNOWN);
    }
  }

  @Test
  void scoresWordsAloneWithoutRegardToSignalsOfVectors() {
    List<Double> weights = EvidenceModel.WORDS_ONLY.weights();
    for (String name : List.of("top_cosine", "cosine_gap", "leg_agreement", "first_cosine")) {
      assertThat(weights.get(Signals.NAMES.indexOf(name) + 1)).as(name).isZero();
    }
  }

  private static SearchResult stored(List<Double> weights, Passage passage) {
    EvidenceRule rule = new EvidenceRule(0.9, true, weights, OptionalDouble.empty(), 60, 40);
    return new SearchResult(
        List.of(passage), List.of(), List.of(), new SearchResult.CorpusRule(rule, "", "en", false));
  }

  @Test
  void judgesByWhatAReaderReadAndWithoutItByTheRuleThatNeedsNone() {
    Passage unread = ScriptedRetrieval.passage(0, FEES);
    Passage read = unread.read(new Reading(3, 0.8, List.of()));
    assertThat(Judgement.model(ScriptedRetrieval.found(read))).isEqualTo(EvidenceModel.WITH_READER);
    assertThat(Judgement.model(ScriptedRetrieval.found(unread))).isEqualTo(EvidenceModel.BUILT_IN);
    assertThat(Signals.of(ScriptedRetrieval.found(read)).answerable()).isEqualTo(0.8);
    assertThat(Signals.of(ScriptedRetrieval.found(unread)).answerable()).isZero();

    List<Double> own = List.of(-4.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 8.0, 1.0);
    Judgement judged = Judgement.of(stored(own, read));
    assertThat(judged.calibrated()).isTrue();
    assertThat(judged.threshold()).isEqualTo(0.9);
    Judgement without = Judgement.of(stored(own, unread));
    assertThat(without.calibrated()).isFalse();
    assertThat(without.threshold()).isEqualTo(0.5);
    assertThat(Judgement.model(stored(own, unread))).isEqualTo(EvidenceModel.BUILT_IN);
  }
}
