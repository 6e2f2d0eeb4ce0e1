package ai.adjutant.tuner.triples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.regex.Pattern;

/**
 * Passages that share words with a question, by BM25: wrong ones among them are what a model must
 * tell from the right one. Any thread may call.
 */
public final class Neighbours {
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final double K1 = 0.9;
  private static final double B = 0.4;
  private static final double COMMON = 0.3;

  private final List<String> passages;
  private final Map<String, Postings> postings = new HashMap<>();

  /** Where a word stands, with its weight there. */
  private record Postings(int[] passages, float[] weights) {}

  private record Scored(int passage, float score) {}

  /** Indexes passages; equal ones count once. */
  public Neighbours(Collection<String> all) {
    passages = List.copyOf(new LinkedHashSet<>(all));
    Map<String, List<Scored>> counts = new HashMap<>();
    int[] lengths = new int[passages.size()];
    for (int i = 0; i < passages.size(); i++) {
      Map<String, Integer> words = new HashMap<>();
      for (String word : words(passages.get(i))) {
        words.merge(word, 1, Integer::sum);
        lengths[i]++;
      }
      int passage = i;
      words.forEach((word, count) ->
          counts
              .computeIfAbsent(word, unused -> new ArrayList<>())
              .add(new Scored(passage, count)));
    }
    double mean = Arrays.stream(lengths).average().orElse(1);
    counts.forEach((word, list) -> postings.put(word, weighed(list, lengths, mean)));
  }

  private Postings weighed(List<Scored> counts, int[] lengths, double meanLength) {
    double share = counts.size() / (double) passages.size();
    if (share > COMMON && passages.size() > 10) {
      return new Postings(new int[0], new float[0]);
    }
    double rarity = Math.log(1 + (passages.size() - counts.size() + 0.5) / (counts.size() + 0.5));
    int[] ids = new int[counts.size()];
    float[] weights = new float[counts.size()];
    for (int i = 0; i < ids.length; i++) {
      Scored one = counts.get(i);
      ids[i] = one.passage();
      double longer = K1 * (1 - B + B * lengths[one.passage()] / meanLength);
      weights[i] = (float) (rarity * one.score() * (K1 + 1) / (one.score() + longer));
    }
    return new Postings(ids, weights);
  }

  private static List<String> words(String text) {
    return BETWEEN
        .splitAsStream(text.toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /**
   * The passages nearest to a question that neither are its own nor hold its answers.
   *
   * @param count at most so many, the nearest first
   */
  public List<String> wrongOnes(Triple triple, int count) {
    float[] scores = new float[passages.size()];
    for (String word : new LinkedHashSet<>(words(triple.question()))) {
      Postings found = postings.get(word);
      for (int i = 0; found != null && i < found.passages().length; i++) {
        scores[found.passages()[i]] += found.weights()[i];
      }
    }
    // twice as many, as some will hold the answer
    List<Scored> best = best(scores, 2 * count + 1);
    return best.stream()
        .map(one -> passages.get(one.passage()))
        .filter(passage -> !passage.equals(triple.context()) && !holdsAnswer(passage, triple))
        .limit(count)
        .toList();
  }

  private static List<Scored> best(float[] scores, int count) {
    Comparator<Scored> order =
        Comparator.comparingDouble(Scored::score)
            .thenComparing(Comparator.comparingInt(Scored::passage).reversed());
    PriorityQueue<Scored> least = new PriorityQueue<>(order);
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] > 0 && (least.size() < count || scores[i] > least.element().score())) {
        least.add(new Scored(i, scores[i]));
        if (least.size() > count) {
          least.remove();
        }
      }
    }
    return least.stream().sorted(order.reversed()).toList();
  }

  private static boolean holdsAnswer(String passage, Triple triple) {
    String folded = passage.toLowerCase(Locale.ROOT);
    return triple.answers().stream()
        .anyMatch(answer -> folded.contains(answer.text().toLowerCase(Locale.ROOT)));
  }
}
