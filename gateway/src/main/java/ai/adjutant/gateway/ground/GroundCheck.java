package ai.adjutant.gateway.ground;

import ai.adjutant.gateway.embedding.SentenceEncoder;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.Quote;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.text.Quantities;
import ai.adjutant.text.Sentences;
import ai.adjutant.text.Span;
import ai.adjutant.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks an answer against the passages, sentence by sentence, in this order: is it there word for
 * word; is there a sentence near enough in meaning and words; are its quantities there; does it
 * deny what is there. Near means the mean of cosine (scaled) and share of content words, in the
 * corpus' language, reaches a bar fitted on the development half of the test's pairs.
 */
public final class GroundCheck {
  private static final int SENTENCES_MAX = 60;
  private static final double NEAR_WITH_VECTORS = 0.55;
  private static final double NEAR_BY_WORDS = 0.6;
  private static final double WORDS_MIN = 0.3;
  private static final double COSINE_FLOOR = 0.5;

  private final SentenceEncoder encoder;

  /** Creates a check that asks this encoder; without vectors it goes by words and is stricter. */
  public GroundCheck(SentenceEncoder encoder) {
    this.encoder = encoder;
  }

  /** Returns the support that what was found gives each sentence of the answer, in order. */
  public List<Support> check(String answer, SearchResult found) {
    List<Quote> ground = ground(found.passages());
    List<String> sentences = Sentences.split(answer).stream().map(span -> span.of(answer)).toList();
    List<String> texts = new ArrayList<>(sentences);
    ground.forEach(quote -> texts.add(quote.text()));
    Optional<List<SentenceEncoder.Vector>> vectors =
        sentences.isEmpty() || ground.isEmpty() || found.corpus().wordsOnly()
            ? Optional.empty()
            : encoder.encode(texts);
    List<Support> support = new ArrayList<>();
    for (int i = 0; i < sentences.size(); i++) {
      support.add(check(sentences.get(i), i, sentences.size(), ground, vectors, found.words()));
    }
    return support;
  }

  private static Support check(
      String sentence,
      int index,
      int count,
      List<Quote> ground,
      Optional<List<SentenceEncoder.Vector>> vectors,
      Words counted) {
    String plain = plain(sentence);
    Quote nearest = null;
    double best = 0;
    double bestWords = 0;
    Set<String> stems = counted.distinctStems(sentence);
    for (int g = 0; g < ground.size(); g++) {
      Quote quote = ground.get(g);
      if (!plain.isEmpty() && plain(quote.text()).contains(plain)) {
        return new Support(sentence, Support.Kind.VERBATIM, 1, quote);
      }
      double words = share(stems, counted.distinctStems(quote.text()));
      double score = words;
      if (vectors.isPresent()) {
        double cosine = vectors.get().get(index).cosine(vectors.get().get(count + g));
        score = (words + Math.clamp((cosine - COSINE_FLOOR) / (1 - COSINE_FLOOR), 0, 1)) / 2;
      }
      if (score > best) {
        best = score;
        bestWords = words;
        nearest = quote;
      }
    }
    double bar = vectors.isPresent() ? NEAR_WITH_VECTORS : NEAR_BY_WORDS;
    if (nearest == null || best < bar || bestWords < WORDS_MIN) {
      return new Support(sentence, Support.Kind.NOT_FOUND, best, null);
    }
    if (!Quantities.of(around(nearest)).containsAll(Quantities.of(sentence))) {
      return new Support(sentence, Support.Kind.NUMBER_MISMATCH, best / 2, nearest);
    }
    if (Polarity.of(sentence).contradicts(Polarity.of(nearest.text()))) {
      return new Support(sentence, Support.Kind.NEGATION_MISMATCH, best / 2, nearest);
    }
    return new Support(sentence, Support.Kind.PARAPHRASE, best, nearest);
  }

  /**
   * Returns the nearest sentence with its title: "the Fibre 500 fee" may owe its number to the
   * heading.
   */
  private static String around(Quote quote) {
    return quote.passage().title() + "\n" + quote.text();
  }

  private static List<Quote> ground(List<Passage> passages) {
    List<Quote> ground = new ArrayList<>();
    for (Passage passage : passages) {
      for (Span span : Sentences.split(passage.text())) {
        if (ground.size() < SENTENCES_MAX) {
          ground.add(
              new Quote(
                  passage,
                  span.of(passage.text()),
                  passage.start() + span.start(),
                  passage.start() + span.end(),
                  1));
        }
      }
    }
    return ground;
  }

  private static double share(Set<String> of, Set<String> in) {
    return of.isEmpty() ? 0 : (double) of.stream().filter(in::contains).count() / of.size();
  }

  private static String plain(String text) {
    return text.strip().replaceAll("\\s+", " ").replaceAll("[.!]+$", "");
  }
}
