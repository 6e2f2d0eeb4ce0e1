package ai.adjutant.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Computes what refusing the least sure answers is worth: for each threshold the share of questions
 * that are answered (coverage), and the share of these that are wrong (risk).
 *
 * <p>Questions of one score are answered together or not at all, so that they make up one step of
 * the curve. Its area is the mean, over all questions, of the risk at the question's own score as
 * threshold; the excess is what an order that has all right answers before all wrong ones would
 * save of it. Sources: Y. Geifman and R. El-Yaniv, "Selective Classification for Deep Neural
 * Networks", NIPS 2017 (risk and coverage); Y. Geifman, G. Uziel and R. El-Yaniv, "Bias-Reduced
 * Uncertainty Estimation for Deep Neural Classifiers", ICLR 2019 (area and excess). Its intervals:
 * {@link Bootstrap#riskCoverage}.
 */
public final class RiskCoverage {
  private final double[] scores; // falling; of each question
  private final boolean[] wrong; // of each question
  private final int count; // of questions, each as often as it was drawn
  private final List<Step> steps;

  private RiskCoverage(double[] scores, boolean[] wrong, int[] drawn) {
    this.scores = scores;
    this.wrong = wrong;
    List<Step> all = new ArrayList<>();
    int answered = 0;
    int errors = 0;
    for (int i = 0; i < scores.length; i++) {
      answered += drawn[i];
      errors += wrong[i] ? drawn[i] : 0;
      boolean ends = i + 1 == scores.length || scores[i + 1] < scores[i];
      int before = all.isEmpty() ? 0 : all.getLast().answered();
      if (ends && answered > before) {
        all.add(new Step(scores[i], answered, errors));
      }
    }
    count = answered;
    steps = List.copyOf(all);
  }

  /**
   * Sorts the questions.
   *
   * @param scores of each question, higher for surer answers; at least one
   * @param wrong whether the answer of each is wrong; as many
   */
  public static RiskCoverage of(double[] scores, boolean[] wrong) {
    Values.check("scores", scores);
    if (wrong.length != scores.length) {
      throw new IllegalArgumentException(
          scores.length + " scores with " + wrong.length + " answers: give one for each");
    }
    // as numbers, so that -0.0 ties with 0.0
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> scores[i] + 0.0).reversed())
            .mapToInt(i -> i)
            .toArray();
    double[] sorted = new double[order.length];
    boolean[] errors = new boolean[order.length];
    int[] once = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      sorted[i] = scores[order[i]] + 0.0;
      errors[i] = wrong[order[i]];
      once[i] = 1;
    }
    return new RiskCoverage(sorted, errors, once);
  }

  /** As many questions drawn with replacement. */
  RiskCoverage resampled(Random random) {
    int[] drawn = new int[scores.length];
    for (int i = 0; i < scores.length; i++) {
      drawn[random.nextInt(scores.length)]++;
    }
    return new RiskCoverage(scores, wrong, drawn);
  }

  /**
   * Describes what is answered at a threshold.
   *
   * @param threshold the score of the least sure question that is answered
   * @param answered how many questions score at or above it
   * @param wrong how many of these are wrong
   */
  public record Step(double threshold, int answered, int wrong) {
    /** Returns the share of the answers that are wrong. */
    public double risk() {
      return (double) wrong / answered;
    }
  }

  /** Returns a step for each score, the surest first; the last one answers all questions. */
  public List<Step> steps() {
    return steps;
  }

  /** Returns the share of the questions that a step answers. */
  public double coverage(Step step) {
    return (double) step.answered() / count;
  }

  /** Returns the area under the curve (AURC), 0 to 1; lower is better. */
  public double area() {
    double sum = 0;
    int before = 0;
    for (Step step : steps) {
      sum += (step.answered() - before) * step.risk();
      before = step.answered();
    }
    return sum / count;
  }

  /** Returns the least area that any order of these questions has. */
  public double optimum() {
    int right = count - steps.getLast().wrong();
    double sum = 0;
    for (int answered = right + 1; answered <= count; answered++) {
      sum += (double) (answered - right) / answered;
    }
    return sum / count;
  }

  /** Returns how far the area is above the {@link #optimum} (E-AURC). */
  public double excess() {
    return area() - optimum();
  }

  /**
   * Returns the risk where at least this share of the questions is answered, and no more than
   * needed.
   *
   * @param coverage 0 to 1
   */
  public double riskAt(double coverage) {
    Values.checkShare(coverage);
    for (Step step : steps) {
      if (coverage(step) >= coverage) {
        return step.risk();
      }
    }
    return steps.getLast().risk();
  }

  /**
   * Returns the largest share of the questions that can be answered with no more risk than this; 0
   * where no threshold keeps to it.
   *
   * @param risk 0 to 1
   */
  public double coverageAt(double risk) {
    Values.checkShare(risk);
    return steps.stream()
        .filter(step -> step.risk() <= risk)
        .mapToDouble(this::coverage)
        .max()
        .orElse(0);
  }
}
