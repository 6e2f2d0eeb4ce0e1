package ai.adjutant.tuner.encoder;

import ai.adjutant.tuner.bert.TokenRow;
import ai.adjutant.tuner.triples.PassageFile.Passage;
import ai.adjutant.tuner.triples.Triple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds questions and the passages among which each must find those of its documents. Rows are as
 * long as served, whatever is learnt.
 */
final class RankedSet {
  /** Tokens of a row, as inference has them. */
  private static final int LENGTH = 512;

  private final List<TokenRow> passages = new ArrayList<>();

  /** Passages by corpus, first and last but one. */
  private final List<int[]> ranges = new ArrayList<>();

  private final List<String> documents = new ArrayList<>();
  private final List<Asked> questions = new ArrayList<>();

  /** A question, which passages count, and those of which documents are right. */
  private record Asked(TokenRow row, int range, Set<String> documents) {}

  private RankedSet() {}

  /**
   * The questions of some corpora.
   *
   * @param candidates passages of a corpus at most; of more, those of the questions' documents stay
   *     and others are drawn by the seed
   */
  static RankedSet of(
      Corpora corpora, List<OwnQuestion> questions, int candidates, long seed, TextRows rows) {
    RankedSet set = new RankedSet();
    Map<Integer, Integer> ranges = new HashMap<>();
    for (int corpus : new TreeSet<>(questions.stream().map(OwnQuestion::corpus).toList())) {
      Set<String> wanted = new HashSet<>();
      questions.stream()
          .filter(question -> question.corpus() == corpus)
          .forEach(question -> wanted.addAll(question.documents()));
      ranges.put(corpus, set.ranges.size());
      set.addRange(drawn(corpora.passages(corpus), wanted, candidates, seed), rows);
    }
    for (OwnQuestion question : questions) {
      set.questions.add(
          new Asked(
              rows.row(question.text(), LENGTH),
              ranges.getOrDefault(question.corpus(), 0),
              question.documents()));
    }
    return set;
  }

  /** General triples: each question must find its own passage among all of them. */
  static RankedSet of(List<Triple> triples, TextRows rows) {
    RankedSet set = new RankedSet();
    Map<String, Passage> passages = new LinkedHashMap<>();
    triples.forEach(
        triple -> passages.put(triple.context(), new Passage(triple.context(), triple.context())));
    set.addRange(List.copyOf(passages.values()), rows);
    triples.forEach(triple ->
        set.questions.add(
            new Asked(rows.row(triple.question(), LENGTH), 0, Set.of(triple.context()))));
    return set;
  }

  private static List<Passage> drawn(
      List<Passage> all, Set<String> wanted, int candidates, long seed) {
    if (all.size() <= candidates) {
      return all;
    }
    List<Passage> kept = new ArrayList<>();
    List<Passage> others = new ArrayList<>();
    all.forEach(passage -> (wanted.contains(passage.document()) ? kept : others).add(passage));
    Collections.shuffle(others, new Random(seed));
    kept.addAll(others.subList(0, Math.clamp(candidates - kept.size(), 0, others.size())));
    return kept;
  }

  private void addRange(List<Passage> range, TextRows rows) {
    int start = passages.size();
    for (Passage passage : range) {
      passages.add(rows.row(passage.text(), LENGTH));
      documents.add(passage.document());
    }
    ranges.add(new int[] {start, passages.size()});
  }

  int size() {
    return questions.size();
  }

  /** Gives vectors of length 1. */
  @FunctionalInterface
  interface Vectors {
    float[][] of(List<TokenRow> rows);
  }

  /**
   * The place of the first right passage for each of these questions, from 1. Passages as near as
   * it count as nearer, and so does a vector that is no number.
   */
  List<Integer> ranks(Vectors vectors, List<Integer> numbers) {
    float[][] found = vectors.of(passages);
    float[][] asked = vectors.of(numbers.stream().map(i -> questions.get(i).row()).toList());
    List<Integer> ranks = new ArrayList<>();
    for (int i = 0; i < asked.length; i++) {
      ranks.add(rank(questions.get(numbers.get(i)), asked[i], found));
    }
    return ranks;
  }

  private int rank(Asked question, float[] vector, float[][] found) {
    int[] range = ranges.get(question.range());
    double[] cosines = new double[range[1] - range[0]];
    boolean[] right = new boolean[cosines.length];
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < cosines.length; i++) {
      cosines[i] = cosine(vector, found[range[0] + i]);
      right[i] = question.documents().contains(documents.get(range[0] + i));
      if (right[i]) {
        best = Math.max(best, cosines[i]);
      }
    }
    int rank = 1;
    for (int i = 0; i < cosines.length; i++) {
      if (!right[i] && !(cosines[i] < best)) {
        rank++;
      }
    }
    return rank;
  }

  private static double cosine(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (double) one[i] * other[i];
    }
    return sum;
  }
}
