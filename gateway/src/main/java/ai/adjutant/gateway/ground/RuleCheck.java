package ai.adjutant.gateway.ground;

import ai.adjutant.gateway.embedding.SentenceEncoder.Vector;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.Quote;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.text.Quantities;
import ai.adjutant.text.Words;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares sentences with the sentences of the passages by words, vectors and exact values. Near
 * means the mean of cosine (scaled) and share of content words, in the corpus' language, reaches a
 * bar fitted on the development half of the test's pairs. Used by one thread.
 */
final class RuleCheck {
  private static final double NEAR_WITH_VECTORS = 0.55;
  private static final double NEAR_BY_WORDS = 0.6;
  private static final double WORDS_MIN = 0.3;
  private static final double COSINE_FLOOR = 0.5;

  /** A mark that points at a source is no quantity: "[5]", "[1, 2]". */
  private static final Pattern MARK = Pattern.compile("\\[\\d{1,3}(?:, ?\\d{1,3})*\\]");

  /** Where a colon announces a row's values, it stands no later. */
  private static final int COLON_MAX = 60;

  private final List<Quote> ground;
  private final List<Set<String>> groundStems;
  private final Map<String, Set<String>> passageStems = new HashMap<>(); // by chunk
  private final Words counted;
  private final Optional<Names> names; // only where capitals tell names
  private final Set<String> everyQuantity = new HashSet<>();

  RuleCheck(List<Quote> ground, SearchResult found) {
    this.ground = List.copyOf(ground);
    this.counted = found.words();
    this.groundStems = ground.stream().map(one -> counted.distinctStems(one.text())).toList();
    List<String> texts =
        found.passages().stream().map(passage -> passage.title() + "\n" + passage.text()).toList();
    boolean english = Locale.forLanguageTag(found.corpus().language()).getLanguage().equals("en");
    this.names = english ? Optional.of(new Names(texts)) : Optional.empty();
    texts.forEach(text -> everyQuantity.addAll(Quantities.of(text)));
  }

  /**
   * Compares a sentence.
   *
   * @param vector of the sentence; empty where there are none
   * @param vectors of the passages' sentences, in order
   */
  Ruled rule(String sentence, Optional<Vector> vector, List<Vector> vectors) {
    String plain = plain(sentence);
    Set<String> stems = counted.distinctStems(sentence);
    Quote nearest = null;
    double best = 0;
    double bestWords = 0;
    for (int g = 0; g < ground.size(); g++) {
      Quote quote = ground.get(g);
      if (!plain.isEmpty() && plain(quote.text()).contains(plain)) {
        return new Ruled(new Support(sentence, Support.Kind.VERBATIM, 1, quote), quote, Exact.SAME);
      }
      double words = share(stems, groundStems.get(g));
      double score = words;
      if (vector.isPresent()) {
        double cosine = vector.get().cosine(vectors.get(g));
        score = (words + Math.clamp((cosine - COSINE_FLOOR) / (1 - COSINE_FLOOR), 0, 1)) / 2;
      }
      if (score > best) {
        best = score;
        bestWords = words;
        nearest = quote;
      }
    }
    if (nearest == null) {
      return new Ruled(
          new Support(sentence, Support.Kind.NOT_FOUND, 0, null), null, exact(sentence, null));
    }
    Exact exact = exact(sentence, nearest);
    double bar = vector.isPresent() ? NEAR_WITH_VECTORS : NEAR_BY_WORDS;
    Support support =
        best < bar || bestWords < WORDS_MIN
            ? new Support(sentence, Support.Kind.NOT_FOUND, best, null)
            : near(sentence, best, nearest, exact);
    return new Ruled(support, nearest, exact);
  }

  /**
   * The sentence of a passage that shares most words with a sentence; all of it where none does.
   */
  Quote nearestIn(Passage passage, String sentence) {
    Set<String> stems = counted.distinctStems(sentence);
    int end = passage.start() + passage.text().length();
    Quote nearest = new Quote(passage, passage.text(), passage.start(), end, 1);
    double best = 0;
    for (int g = 0; g < ground.size(); g++) {
      boolean here = ground.get(g).passage().equals(passage);
      double words = here ? share(stems, groundStems.get(g)) : 0;
      if (words > best) {
        best = words;
        nearest = ground.get(g);
      }
    }
    return nearest;
  }

  private static Support near(String sentence, double score, Quote nearest, Exact exact) {
    return switch (exact) {
      case NUMBERS_MISSING, NUMBERS_ELSEWHERE ->
          new Support(sentence, Support.Kind.NUMBER_MISMATCH, score / 2, nearest);
      case DENIED -> new Support(sentence, Support.Kind.NEGATION_MISMATCH, score / 2, nearest);
      case NAMES_MISSING -> new Support(sentence, Support.Kind.NAME_MISMATCH, score / 2, nearest);
      case SAME -> new Support(sentence, Support.Kind.PARAPHRASE, score, nearest);
    };
  }

  /** How a sentence's values compare with its nearest one; null where none is near at all. */
  private Exact exact(String sentence, @Nullable Quote nearest) {
    Set<String> quantities = Quantities.of(MARK.matcher(sentence).replaceAll(""));
    if (!everyQuantity.containsAll(quantities)) {
      return Exact.NUMBERS_MISSING;
    }
    if (names.isPresent() && !names.get().holdAll(sentence)) {
      return Exact.NAMES_MISSING;
    }
    if (nearest == null) {
      return Exact.SAME;
    }
    if (Polarity.of(sentence).contradicts(Polarity.of(nearest.text()))) {
      return Exact.DENIED;
    }
    // "the Fibre 500 fee" may owe its number to the heading
    String around = nearest.passage().title() + "\n" + nearest.text();
    return Quantities.of(around).containsAll(quantities) ? Exact.SAME : Exact.NUMBERS_ELSEWHERE;
  }

  /** How the values of a sentence compare: the first that differs, the surest first. */
  enum Exact {
    /** All are there. */
    SAME,
    /** No passage has one of its quantities. */
    NUMBERS_MISSING,
    /** Passages have its quantities, but the nearest sentence does not. */
    NUMBERS_ELSEWHERE,
    /** No passage has one of its names. */
    NAMES_MISSING,
    /** It denies what the nearest sentence says, or says what that denies. */
    DENIED
  }

  /**
   * A sentence as the rules see it.
   *
   * @param nearest the nearest sentence, near enough or not; null where there is none
   */
  record Ruled(Support support, @Nullable Quote nearest, Exact exact) {
    /** Whether no reader can change what the rules say: it is there, or a value differs. */
    boolean isDecided() {
      return support.kind() == Support.Kind.VERBATIM
          || exact == Exact.NUMBERS_MISSING
          || exact == Exact.NAMES_MISSING
          || support.kind() == Support.Kind.NUMBER_MISMATCH
          || (exact == Exact.NUMBERS_ELSEWHERE && nearest != null && isRow(nearest.text()))
          || support.kind() == Support.Kind.NEGATION_MISMATCH;
    }
  }

  /** Share of a sentence's words that stand in a passage or its title. */
  double words(String sentence, Passage passage) {
    Set<String> stems =
        passageStems.computeIfAbsent(
            passage.chunk(),
            chunk -> counted.distinctStems(passage.title() + "\n" + passage.text()));
    return share(counted.distinctStems(sentence), stems);
  }

  /** Whether a text is a row of a table or list, whose values are its own: cells, or a: 1, 2. */
  private static boolean isRow(String text) {
    if (text.indexOf('|') >= 0) {
      return true;
    }
    int colon = text.indexOf(": ");
    if (colon < 0 || colon > COLON_MAX) {
      return false;
    }
    return Arrays.stream(text.substring(colon).split(", ", -1))
            .filter(part -> part.chars().anyMatch(Character::isDigit))
            .count()
        > 1;
  }

  private static double share(Set<String> of, Set<String> in) {
    return of.isEmpty() ? 0 : (double) of.stream().filter(in::contains).count() / of.size();
  }

  private static String plain(String text) {
    return text.strip().replaceAll("\\s+", " ").replaceAll("[.!]+$", "");
  }
}
