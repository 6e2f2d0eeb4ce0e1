package ai.adjutant.gateway.retrieve;

import ai.adjutant.text.Words;
import java.util.List;
import java.util.Optional;

/**
 * Holds what a search found, with the rule of the corpus that says whether it suffices.
 *
 * @param passages best first
 * @param terms the question after analysis
 * @param missing legs that should have searched and could not
 * @param corpus what the corpus says about answering from it
 * @param reading how the search read the question
 * @param reranking what became of reading the best passages
 */
public record SearchResult(
    List<Passage> passages,
    List<Term> terms,
    List<Missing> missing,
    CorpusRule corpus,
    QuestionReading reading,
    Reranking reranking) {
  /** Copies the lists. */
  public SearchResult {
    passages = List.copyOf(passages);
    terms = List.copyOf(terms);
    missing = List.copyOf(missing);
  }

  /** Describes what was found and not reranked. */
  public SearchResult(
      List<Passage> passages,
      List<Term> terms,
      List<Missing> missing,
      CorpusRule corpus,
      QuestionReading reading) {
    this(passages, terms, missing, corpus, reading, Reranking.NONE);
  }

  /** Describes what was found for a question of known words without identifiers. */
  public SearchResult(
      List<Passage> passages, List<Term> terms, List<Missing> missing, CorpusRule corpus) {
    this(passages, terms, missing, corpus, QuestionReading.PLAIN);
  }

  /** Returns the same with these of its passages alone. */
  public SearchResult only(List<Passage> kept) {
    return new SearchResult(kept, terms, missing, corpus, reading, reranking);
  }

  /** Returns the words of the corpus' language, which compare with the terms. */
  public Words words() {
    return CorpusWords.of(corpus.language(), reading.wholeWords());
  }

  /** Returns what all terms together weigh. */
  public double weight() {
    return terms.stream().mapToDouble(Term::share).sum();
  }

  /** Returns whether any passage was compared with the question by vectors. */
  public boolean hasVectors() {
    return passages.stream().anyMatch(passage -> passage.cosine().isPresent());
  }

  /** Returns whether a reader read any passage together with the question. */
  public boolean isRead() {
    return passages.stream().anyMatch(passage -> passage.reading() != null);
  }

  /** Returns the reader where the question demanded it and it read none of the passages. */
  public Optional<Missing> missingReader() {
    return reranking.demanded() && reranking.read() == 0 && !passages.isEmpty()
        ? Optional.of(new Missing("READER", reranking.skipped()))
        : Optional.empty();
  }

  /**
   * Describes a term of the question.
   *
   * @param text as indexed
   * @param idf inverse document frequency in the corpus
   * @param chunks in how many chunks it stands
   * @param weight how much it counts as evidence, 0 (a word that only asks) to 1
   */
  public record Term(String text, double idf, long chunks, double weight) {
    /** Returns what it weighs among the question's terms: its idf by its weight. */
    public double share() {
      return idf * weight;
    }
  }

  /**
   * Describes something that should have helped and could not.
   *
   * @param part its name: a leg of the search or a tier
   * @param message why
   */
  public record Missing(String part, String message) {}

  /**
   * Records what became of reading and reranking the best passages.
   *
   * @param demanded whether the question asked for it, whatever its corpus says
   * @param read how many were read
   * @param skipped why none were; empty where some were
   * @param model {@code models/{model}} of the reader; empty where none were read
   * @param digest of the reader; empty where none were read
   */
  public record Reranking(boolean demanded, int read, String skipped, String model, String digest) {
    /** Nothing was read, and nobody asked for it. */
    public static final Reranking NONE = new Reranking(false, 0, "", "", "");
  }

  /**
   * States what a corpus says about answering from it.
   *
   * @param evidence when a question counts as answerable
   * @param model {@code models/{model}} of the language model that answers from it; empty for the
   *     gateway's default
   * @param language BCP 47 language of its documents
   * @param wordsOnly whether vectors have no part in the search although nothing is missing: the
   *     encoder does not know the language, or words alone were asked for
   */
  public record CorpusRule(
      EvidenceRule evidence, String model, String language, boolean wordsOnly) {}
}
