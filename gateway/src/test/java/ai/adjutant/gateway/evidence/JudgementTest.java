package ai.adjutant.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.gateway.retrieve.Retrieval;
import ai.adjutant.gateway.retrieve.ScriptedRetrieval;
import ai.adjutant.gateway.retrieve.SearchResult;
import java.util.List;
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
}
