package ai.adjutant.gateway.extract;

import ai.adjutant.gateway.embedding.SentenceEncoder;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.Quote;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.text.Sentences;
import ai.adjutant.text.Span;
import ai.adjutant.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses sentences. A sentence's score is .4 cosine with the question, .3 share of the question's
 * idf in it, .3 score of its passage, each scaled to the best candidate; the best sentence is
 * quoted with its two neighbours.
 */
final class Extractor {
  private static final int PASSAGES = 3;
  private static final int ENCODED_MAX = 40;
  private static final int WORDS_MIN = 4;
  private static final double COSINE = 0.4;
  private static final double WORDS = 0.3;
  private static final double PASSAGE = 0.3;

  private final SentenceEncoder encoder;

  /** An extractor that asks this encoder; without vectors it goes by words alone. */
  Extractor(SentenceEncoder encoder) {
    this.encoder = encoder;
  }

  /** The quotes that answer, in reading order; empty when no passage holds a sentence. */
  List<Quote> extract(String question, SearchResult found) {
    List<Candidate> candidates = candidates(found);
    if (candidates.isEmpty()) {
      return List.of();
    }
    double[] cosines =
        found.corpus().wordsOnly() ? new double[candidates.size()] : cosines(question, candidates);
    double[] scores = new double[candidates.size()];
    int best = 0;
    for (int i = 0; i < scores.length; i++) {
      Candidate candidate = candidates.get(i);
      scores[i] =
          COSINE * cosines[i] + WORDS * candidate.words() + PASSAGE * candidate.passageShare();
      if (!candidate.answers()) {
        scores[i] *= 0.5; // a heading or a question names the matter, it does not settle it
      }
      if (scores[i] > scores[best]) {
        best = i;
      }
    }
    List<Quote> quotes = new ArrayList<>();
    for (int i = Math.max(0, best - 1); i <= Math.min(scores.length - 1, best + 1); i++) {
      if (i == best || candidates.get(i).follows(candidates.get(best))) {
        quotes.add(candidates.get(i).quote(scores[i]));
      }
    }
    return quotes;
  }

  private static List<Candidate> candidates(SearchResult found) {
    double idf = found.weight();
    Words words = found.words();
    Map<String, Double> terms = new HashMap<>();
    found.terms().forEach(term -> terms.put(term.text(), term.share()));
    double top = found.passages().stream().mapToDouble(Passage::score).max().orElse(1);
    List<Candidate> candidates = new ArrayList<>();
    for (Passage passage :
        found.passages().subList(0, Math.min(PASSAGES, found.passages().size()))) {
      double share = top > 0 ? passage.score() / top : 0;
      for (Span span : Sentences.split(passage.text())) {
        double covered =
            new HashSet<>(words.stems(span.of(passage.text())))
                .stream().mapToDouble(stem -> terms.getOrDefault(stem, 0.0)).sum();
        candidates.add(new Candidate(passage, span, idf > 0 ? covered / idf : 0, share));
      }
    }
    return candidates;
  }

  /**
   * Cosines scaled to the best one, of the likeliest candidates by words; zeros without an encoder.
   */
  private double[] cosines(String question, List<Candidate> candidates) {
    List<Integer> likely = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      likely.add(i);
    }
    likely.sort(
        Comparator.comparingDouble(
            (Integer i) -> -(candidates.get(i).words() + candidates.get(i).passageShare())));
    likely = likely.subList(0, Math.min(ENCODED_MAX, likely.size()));
    List<String> texts = new ArrayList<>();
    texts.add(question);
    likely.forEach(i -> texts.add(candidates.get(i).text()));
    double[] cosines = new double[candidates.size()];
    Optional<List<SentenceEncoder.Vector>> vectors = encoder.encode(texts);
    if (vectors.isEmpty()) {
      return cosines;
    }
    double best = 1e-9;
    for (int n = 0; n < likely.size(); n++) {
      double cosine = Math.max(0, vectors.get().getFirst().cosine(vectors.get().get(n + 1)));
      cosines[likely.get(n)] = cosine;
      best = Math.max(best, cosine);
    }
    for (int i = 0; i < cosines.length; i++) {
      cosines[i] /= best;
    }
    return cosines;
  }

  /**
   * A sentence that may answer.
   *
   * @param words share of the question's idf
   * @param passageShare its passage's score as a share of the best one's
   */
  private record Candidate(Passage passage, Span span, double words, double passageShare) {
    String text() {
      return span.of(passage.text());
    }

    /** Not a heading, label or question. */
    boolean answers() {
      String text = text();
      char last = text.charAt(text.length() - 1);
      boolean ended = last == '.' || last == '!' || last == ':' || last == ';' || last == ')';
      return last != '?' && (ended || text.split("\\s+", WORDS_MIN + 3).length > WORDS_MIN + 1);
    }

    /**
     * Returns whether both stand in the same passage and this one is worth quoting beside the
     * other.
     */
    boolean follows(Candidate other) {
      return passage == other.passage && answers();
    }

    Quote quote(double score) {
      return new Quote(
          passage,
          text(),
          passage.start() + span.start(),
          passage.start() + span.end(),
          Math.clamp(score, 0, 1));
    }
  }
}
