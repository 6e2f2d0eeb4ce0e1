package ai.adjutant.gateway.dialogue;

import ai.adjutant.gateway.retrieve.EvidenceRule;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.Retrieval;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.text.QuestionTerm;
import ai.adjutant.text.QuestionWords;
import ai.adjutant.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A corpus of small documents, searched by the words that they share with the question; the context
 * weighs a fifth. Keeps what was asked.
 */
public final class TitledDocuments implements Retrieval {
  private static final double CONTEXT = 0.2;

  private final String language;
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final List<Query> asked = new ArrayList<>();

  /** An empty corpus in a language. */
  public TitledDocuments(String language) {
    this.language = language;
  }

  /** Adds a document of one chunk. */
  public TitledDocuments with(String title, String text) {
    texts.put(title, text);
    return this;
  }

  /** What was searched for, in order. */
  public List<Query> asked() {
    return asked;
  }

  @Override
  public boolean stands(Passage passage) {
    return true;
  }

  private record Found(String title, String text, double score, double cover) {}

  @Override
  public SearchResult search(Query query) {
    asked.add(query);
    Words words = Words.of(language);
    List<QuestionTerm> terms =
        QuestionWords.of(language).terms(query.text()).stream().distinct().toList();
    Set<String> before = words.distinctStems(String.join(" ", query.context()));
    List<Found> found = new ArrayList<>();
    texts.forEach((title, text) -> {
      Set<String> stems = words.distinctStems(title + " " + text);
      List<QuestionTerm> held = terms.stream().filter(term -> stems.contains(term.stem())).toList();
      double score = held.size() + CONTEXT * before.stream().filter(stems::contains).count();
      if (score > 0) {
        found.add(new Found(title, text, score, (double) held.size() / terms.size()));
      }
    });
    found.sort(Comparator.comparingDouble(one -> -one.score()));
    List<Passage> passages = new ArrayList<>();
    for (Found one : found.subList(0, Math.min(query.k(), found.size()))) {
      passages.add(passage(one, passages.size() + 1));
    }
    return new SearchResult(
        passages,
        terms.stream().map(term -> term(term, words)).toList(),
        List.of(),
        new SearchResult.CorpusRule(
            new EvidenceRule(0.3, true, List.of(), OptionalDouble.of(0.3), 0, 0),
            "",
            language,
            true));
  }

  private SearchResult.Term term(QuestionTerm term, Words words) {
    long chunks =
        texts.entrySet().stream()
            .filter(document ->
                words
                    .distinctStems(document.getKey() + " " + document.getValue())
                    .contains(term.stem()))
            .count();
    return new SearchResult.Term(
        term.stem(),
        Math.log(1 + (1000.5 - chunks) / (chunks + 0.5)),
        chunks,
        term.role() == QuestionTerm.Role.ASKS ? 0 : 1);
  }

  private static Passage passage(Found found, int rank) {
    String name = "corpora/c/documents/" + found.title().replace(' ', '-');
    return new Passage(
        name,
        "v1",
        name + "/chunks/0",
        found.title(),
        found.text(),
        0,
        List.of(),
        found.score(),
        4 * found.score(),
        OptionalDouble.empty(),
        found.cover(),
        rank,
        0,
        List.of());
  }

  @Override
  public void store(String corpus, EvidenceRule rule) {
    throw new UnsupportedOperationException("nothing is stored");
  }
}
