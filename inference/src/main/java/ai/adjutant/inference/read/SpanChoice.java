package ai.adjutant.inference.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Chooses the best stretches in a window. Only tokens of the passage may begin or end one, so that
 * none reaches into the question or a special token.
 */
final class SpanChoice {
  /** Longest stretch, in tokens. */
  static final int TOKENS_MAX = 30;

  private final Window window;
  private final int[] places;
  private final double[] begins;
  private final double[] ends;

  /**
   * Weighs the tokens of a window.
   *
   * @param logits two for each token of the row, beginning and end
   * @param offset of the row's first
   */
  SpanChoice(Window window, float[] logits, int offset) {
    this.window = window;
    places =
        IntStream.range(0, window.row().length())
            .filter(place -> window.ends()[place] > window.starts()[place])
            .toArray();
    begins = probabilities(logits, offset);
    ends = probabilities(logits, offset + 1);
  }

  private double[] probabilities(float[] logits, int offset) {
    double[] values = new double[places.length];
    for (int i = 0; i < places.length; i++) {
      values[i] = logits[offset + 2 * places[i]];
    }
    return Softmax.of(values);
  }

  /** The best stretches, best first; none overlaps another. */
  List<AnswerSpan> best(int count) {
    List<AnswerSpan> chosen = new ArrayList<>();
    boolean more = true;
    while (more && chosen.size() < count) {
      Optional<AnswerSpan> next = next(chosen);
      next.ifPresent(chosen::add);
      more = next.isPresent();
    }
    return chosen;
  }

  private Optional<AnswerSpan> next(List<AnswerSpan> taken) {
    Optional<AnswerSpan> best = Optional.empty();
    double score = -1;
    for (int from = 0; from < places.length; from++) {
      for (int to = from; to < Math.min(places.length, from + TOKENS_MAX); to++) {
        double product = begins[from] * ends[to];
        if (product > score) {
          AnswerSpan span =
              new AnswerSpan(window.starts()[places[from]], window.ends()[places[to]], product);
          if (taken.stream().noneMatch(span::overlaps)) {
            score = product;
            best = Optional.of(span);
          }
        }
      }
    }
    return best;
  }
}
