package ai.adjutant.gateway.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What every retrieval promises to the answer flow. */
public abstract class RetrievalContract {
  /** The texts that are found, best first. */
  protected static final List<String> TEXTS =
      List.of("The late payment fee is 6.50 euros.", "Invoices are sent on the first of a month.");

  /** A question that the texts answer. */
  protected static final Retrieval.Query QUERY =
      new Retrieval.Query(
          "corpora/c",
          "How much is the late payment fee?",
          List.of(),
          "",
          null,
          10,
          Retrieval.Mode.BOTH);

  /** Finds {@link #TEXTS} by words and vectors, on page 2, in a corpus that names no model. */
  protected abstract Retrieval finding();

  /** The same while vectors can't be searched. */
  protected abstract Retrieval withoutVectors();

  /** The same as {@link #finding} in a corpus that names this model. */
  protected abstract Retrieval answeredBy(String model);

  @Test
  void givesPassagesVerbatimBestFirst() {
    List<Passage> passages = finding().search(QUERY).passages();
    assertThat(passages).extracting(Passage::text).containsExactlyElementsOf(TEXTS);
    assertThat(passages).extracting(Passage::score).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(passages).extracting(Passage::chunk).doesNotHaveDuplicates();
  }

  @Test
  void namesDocumentAndPageOfEachPassage() {
    for (Passage passage : finding().search(QUERY).passages()) {
      assertThat(passage.document()).startsWith("corpora/c/documents/");
      assertThat(passage.chunk()).startsWith(passage.document() + "/chunks/");
      assertThat(passage.version()).isNotEmpty();
      assertThat(passage.title()).isNotEmpty();
      assertThat(passage.pageAt(passage.start())).isEqualTo(2);
    }
  }

  @Test
  void givesTheSignalsOfBothLegs() {
    SearchResult found = finding().search(QUERY);
    assertThat(found.missing()).isEmpty();
    assertThat(found.hasVectors()).isTrue();
    int rank = 1;
    for (Passage passage : found.passages()) {
      assertThat(passage.bm25()).isPositive();
      assertThat(passage.cosine().orElseThrow()).isBetween(-1.0, 1.0);
      assertThat(passage.cover()).isBetween(0.0, 1.0);
      assertThat(List.of(passage.wordRank(), passage.vectorRank())).containsOnly(rank++);
    }
  }

  @Test
  void givesTheTermsOfTheQuestionOnceEach() {
    List<SearchResult.Term> terms = finding().search(QUERY).terms();
    assertThat(terms).extracting(SearchResult.Term::text).contains("fee").doesNotHaveDuplicates();
    assertThat(terms).allMatch(term -> term.idf() > 0 && term.chunks() > 0);
  }

  @Test
  void saysThatVectorsAreMissingAndGivesNone() {
    SearchResult found = withoutVectors().search(QUERY);
    assertThat(found.missing()).extracting(SearchResult.Missing::part).containsExactly("VECTOR");
    assertThat(found.missing()).allMatch(missing -> !missing.message().isEmpty());
    assertThat(found.hasVectors()).isFalse();
    assertThat(found.passages())
        .isNotEmpty()
        .allMatch(passage -> passage.vectorRank() == 0 && passage.wordRank() > 0);
  }

  @Test
  void givesTheCorpusModelWithTheSearch() {
    assertThat(finding().search(QUERY).corpus().model()).isEmpty();
    assertThat(answeredBy("models/m").search(QUERY).corpus().model()).isEqualTo("models/m");
  }

  @Test
  void judgesByTheRuleThatWasStoredLast() {
    Retrieval retrieval = finding();
    List<Double> weights = List.of(-1.5, 0.25);
    for (EvidenceRule rule : rules(weights)) {
      retrieval.store("corpora/c", rule);
      assertThat(retrieval.search(QUERY).corpus().evidence()).isEqualTo(rule);
    }
  }

  private static List<EvidenceRule> rules(List<Double> weights) {
    List<EvidenceRule> rules = new ArrayList<>();
    rules.add(new EvidenceRule(0.5, true, weights, OptionalDouble.of(0.25), 40, 20));
    rules.add(new EvidenceRule(0.75, true, List.of(), OptionalDouble.empty(), 1, 0));
    return rules;
  }
}
