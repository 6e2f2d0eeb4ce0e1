package ai.adjutant.inference.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Merges what was read in the windows of one passage. */
final class WindowMerge {
  private static final Comparator<AnswerSpan> BEST_FIRST =
      Comparator.comparingDouble(AnswerSpan::score)
          .reversed()
          .thenComparingInt(AnswerSpan::start)
          .thenComparingInt(AnswerSpan::end);

  private WindowMerge() {}

  /**
   * The reading of a passage: the highest relevance and answerability of its windows, the support
   * of the window that has most to say on the claim, and spans of all.
   *
   * @param windows at least one
   * @param spansMax how many spans are given
   */
  static Reading of(List<WindowReading> windows, boolean truncated, int spansMax) {
    double relevance = windows.stream().mapToDouble(WindowReading::relevance).max().orElseThrow();
    double answerable = windows.stream().mapToDouble(WindowReading::answerable).max().orElseThrow();
    Support support =
        windows.stream()
            .map(WindowReading::support)
            .min(Comparator.comparingDouble(Support::notFound))
            .orElseThrow();
    return new Reading(
        relevance, 1 / (1 + Math.exp(-answerable)), spans(windows, spansMax), support, truncated);
  }

  /** A stretch is as probable as its windows are to hold the answer, and it is in each of them. */
  private static List<AnswerSpan> spans(List<WindowReading> windows, int spansMax) {
    double[] weights =
        Softmax.of(windows.stream().mapToDouble(WindowReading::answerable).toArray());
    record Place(int start, int end) {}
    Map<Place, Double> scores = new HashMap<>();
    for (int i = 0; i < weights.length; i++) {
      for (AnswerSpan span : windows.get(i).spans()) {
        scores.merge(new Place(span.start(), span.end()), weights[i] * span.score(), Double::sum);
      }
    }
    List<AnswerSpan> ordered =
        scores.entrySet().stream()
            .map(e -> new AnswerSpan(e.getKey().start(), e.getKey().end(), e.getValue()))
            .sorted(BEST_FIRST)
            .toList();
    List<AnswerSpan> chosen = new ArrayList<>();
    for (AnswerSpan span : ordered) {
      if (chosen.size() < spansMax && chosen.stream().noneMatch(span::overlaps)) {
        chosen.add(span);
      }
    }
    return chosen;
  }
}
