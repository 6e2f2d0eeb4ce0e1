package ai.adjutant.gateway.evidence;

import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.Reading;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.text.Words;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Holds raw signals of one search, each roughly between 0 and 1 and higher where an answer is
 * likelier.
 *
 * @param topCosine highest cosine among the passages; 0 without an encoder
 * @param cosineGap highest cosine less the tenth's (or the last's): a passage that stands out
 * @param bm25Share highest BM25 divided by what the question's terms weigh
 * @param legAgreement share of the words leg's first five that are among the vector leg's first
 *     five
 * @param coverTop share of the terms' weight that stands in the first passage
 * @param coverTopThree the same in the first three together
 * @param knownWords share of the question's terms, by their weights as evidence, that the corpus
 *     knows
 * @param firstCosine cosine of the first passage
 * @param answerable highest probability that a passage answers, by a reader; 0 without one
 * @param relevance highest probability that a passage has to do with the question; 0 without one
 */
public record Signals(
    double topCosine,
    double cosineGap,
    double bm25Share,
    double legAgreement,
    double coverTop,
    double coverTopThree,
    double knownWords,
    double firstCosine,
    double answerable,
    double relevance) {
  /** Lists the names in the order of {@link #values}. */
  public static final List<String> NAMES =
      List.of(
          "top_cosine",
          "cosine_gap",
          "bm25_share",
          "leg_agreement",
          "cover_top",
          "cover_top_three",
          "known_words",
          "first_cosine",
          "answerable",
          "relevance");

  /** Those that only a reader gives, by their place. */
  static final List<Integer> READ = List.of(8, 9);

  private static final int GAP_RANK = 10;
  private static final int AGREEMENT_DEPTH = 5;

  /** Computes the signals of what was found. */
  public static Signals of(SearchResult found) {
    List<Passage> passages = found.passages();
    if (passages.isEmpty()) {
      return new Signals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
    double[] cosines =
        passages.stream()
            .mapToDouble(p -> p.cosine().orElse(0))
            .map(cosine -> -cosine)
            .sorted()
            .map(cosine -> -cosine)
            .toArray();
    double weight = found.weight();
    double bm25 = passages.stream().mapToDouble(Passage::bm25).max().orElse(0);
    Passage first = passages.getFirst();
    return new Signals(
        cosines[0],
        cosines[0] - cosines[Math.min(GAP_RANK, cosines.length) - 1],
        weight > 0 ? Math.min(1.5, bm25 / weight) : 0,
        agreement(passages),
        first.cover(),
        coverOfFirst(found, 3),
        known(found.terms()),
        first.cosine().orElse(0),
        highest(passages, Reading::answerable),
        highest(passages, reading -> 1 / (1 + Math.exp(-reading.relevance()))));
  }

  private static double highest(List<Passage> passages, ToDoubleFunction<Reading> signal) {
    return passages.stream()
        .map(Passage::reading)
        .filter(Objects::nonNull)
        .mapToDouble(signal)
        .max()
        .orElse(0);
  }

  /** Returns the values in the order of {@link #NAMES}. */
  public List<Double> values() {
    return List.of(
        topCosine,
        cosineGap,
        bm25Share,
        legAgreement,
        coverTop,
        coverTopThree,
        knownWords,
        firstCosine,
        answerable,
        relevance);
  }

  private static double agreement(List<Passage> passages) {
    long words =
        passages.stream().filter(p -> p.wordRank() >= 1 && p.wordRank() <= AGREEMENT_DEPTH).count();
    long both =
        passages.stream()
            .filter(p -> p.wordRank() >= 1 && p.wordRank() <= AGREEMENT_DEPTH)
            .filter(p -> p.vectorRank() >= 1 && p.vectorRank() <= AGREEMENT_DEPTH)
            .count();
    int most = Math.min(AGREEMENT_DEPTH, passages.size()); // a small corpus has no five
    return words == 0 ? 0 : (double) both / Math.max(words, most);
  }

  private static double coverOfFirst(SearchResult found, int count) {
    Words words = found.words();
    Set<String> stems = new HashSet<>();
    for (Passage passage : found.passages().subList(0, Math.min(count, found.passages().size()))) {
      stems.addAll(words.stems(passage.title()));
      stems.addAll(words.stems(passage.text()));
    }
    double all = found.weight();
    double covered =
        found.terms().stream()
            .filter(term -> stems.contains(term.text()))
            .mapToDouble(SearchResult.Term::share)
            .sum();
    // The index counts the first passage's headings too, which its text lacks.
    double known = found.passages().getFirst().cover();
    return all == 0 ? known : Math.max(known, covered / all);
  }

  private static double known(List<SearchResult.Term> terms) {
    double all = terms.stream().mapToDouble(SearchResult.Term::weight).sum();
    double known =
        terms.stream()
            .filter(term -> term.chunks() > 0)
            .mapToDouble(SearchResult.Term::weight)
            .sum();
    return all == 0 ? 0 : known / all;
  }
}
