package ai.adjutant.retriever;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retrieval.v1.Corpus;
import ai.adjutant.retrieval.v1.CreateCorpusRequest;
import ai.adjutant.retrieval.v1.QueryTerm;
import ai.adjutant.retrieval.v1.SearchMode;
import ai.adjutant.retrieval.v1.SearchRequest;
import ai.adjutant.retrieval.v1.SearchResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A corpus in a language that the encoder does not know is searched by words, and lacks nothing.
 */
final class UnknownLanguageTest {
  @TempDir Path data;

  @Test
  void searchesByWordsWhereTheEncoderDoesNotKnowTheLanguage() {
    try (FakeEmbeddings inference = FakeEmbeddings.start(RunningRetriever.ANY_PORT);
        RunningRetriever retriever = RunningRetriever.start(data, inference.endpoint())) {
      inference.know("en");
      var unused =
          retriever
              .corpora()
              .createCorpus(
                  CreateCorpusRequest.newBuilder()
                      .setCorpusId("care")
                      .setCorpus(Corpus.newBuilder().setLanguage("ko"))
                      .build());
      var loaded =
          retriever.load("care").file("a.md", "# 해지\n\n위약금은 남은 개월 수에 5,000원을 곱한 금액입니다.\n").finish();

      SearchResponse found = search(retriever, SearchMode.SEARCH_MODE_HYBRID);
      assertThat(loaded.getAddedCount()).isEqualTo(1);
      assertThat(loaded.getWarningsList()).isEmpty();
      assertThat(found.getDegradedList()).isEmpty();
      assertThat(found.getWordsOnly()).isTrue();
      assertThat(found.getLanguage()).isEqualTo("ko");
      assertThat(found.getHitsList()).hasSize(1).noneMatch(hit -> hit.getSignals().hasCosine());
      assertThat(found.getQueryTermsList())
          .filteredOn(term -> term.getText().equals("얼마"))
          .extracting(QueryTerm::getWeight)
          .containsExactly(0.0);
      assertThat(search(retriever, SearchMode.SEARCH_MODE_VECTOR).getDegradedList()).hasSize(1);
      assertThat(retriever.corpus("care").getEncoder().getLanguagesList()).containsExactly("en");
    }
  }

  private static SearchResponse search(RunningRetriever retriever, SearchMode mode) {
    return retriever.search(
        SearchRequest.newBuilder().setParent("corpora/care").setQuery("위약금이 얼마예요?").setMode(mode));
  }
}
