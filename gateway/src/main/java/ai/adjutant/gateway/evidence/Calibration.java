package ai.adjutant.gateway.evidence;

import ai.adjutant.statistics.Auc;
import ai.adjutant.statistics.Bootstrap;
import ai.adjutant.statistics.Interval;
import ai.adjutant.statistics.Proportion;
import ai.adjutant.statistics.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Holds a threshold fitted on an owner's sample questions, and its measured effect. With enough
 * answerable and unanswerable ones the weights of the signals are fitted too; all shares are then
 * of questions that the weights did not see (five folds).
 *
 * @param model weights to judge with
 * @param threshold lowest score at which a question is answered
 * @param wordsThreshold the same by words alone, for searches without vectors
 * @param weightsFitted whether the weights are this corpus' own
 * @param refusedAnswerable share of the answerable questions that are refused
 * @param refusedUnanswerable share of the unanswerable ones; empty where none were given
 * @param auc how well the score separates them; empty where no unanswerable ones were given
 */
public record Calibration(
    EvidenceModel model,
    double threshold,
    double wordsThreshold,
    boolean weightsFitted,
    Interval refusedAnswerable,
    Optional<Interval> refusedUnanswerable,
    Optional<Interval> auc) {
  /** Bounds the answerable questions from below: fewer give no threshold worth storing. */
  public static final int ANSWERABLE_MIN = 20;

  private static final int ANSWERABLE_FOR_WEIGHTS = 50;
  private static final int UNANSWERABLE_FOR_WEIGHTS = 30;
  private static final double AUC_FOR_WEIGHTS = 0.7;
  private static final int FOLDS = 5;
  private static final double RIDGE = 1.0;

  /**
   * Fits a threshold.
   *
   * @param samples at least {@link #ANSWERABLE_MIN} answerable ones
   * @param falseRefusals share of the answerable questions that may be refused, 0 to 0.5
   */
  public static Calibration fit(List<Sample> samples, double falseRefusals) {
    int answerable = (int) samples.stream().filter(Sample::answerable).count();
    int unanswerable = samples.size() - answerable;
    EvidenceModel prior = prior(samples);
    double[] builtIn = scores(samples, prior);
    double[] unseen =
        answerable >= ANSWERABLE_FOR_WEIGHTS && unanswerable >= UNANSWERABLE_FOR_WEIGHTS
            ? unseenScores(samples, prior)
            : builtIn;
    boolean own = betterThan(samples, unseen, builtIn);
    double[] scores = own ? unseen : builtIn;
    EvidenceModel model = own ? LogisticFit.fit(samples, prior, RIDGE) : prior;
    double[] positives = select(samples, scores, true);
    double[] negatives = select(samples, scores, false);
    double threshold = threshold(positives, falseRefusals);
    return new Calibration(
        model,
        threshold,
        threshold(select(samples, scores(samples, EvidenceModel.WORDS_ONLY), true), falseRefusals),
        own,
        refused(positives, threshold),
        negatives.length == 0 ? Optional.empty() : Optional.of(refused(negatives, threshold)),
        negatives.length == 0
            ? Optional.empty()
            : Optional.of(Bootstrap.STANDARD.auc(positives, negatives)));
  }

  /** The weights that hold where a corpus has none of its own: those of what was read, or not. */
  private static EvidenceModel prior(List<Sample> samples) {
    long read = samples.stream().filter(sample -> sample.signals().relevance() > 0).count();
    return 2 * read > samples.size() ? EvidenceModel.WITH_READER : EvidenceModel.BUILT_IN;
  }

  /**
   * Returns whether own weights separate the questions better than the built-in ones, on questions
   * that they did not see.
   */
  private static boolean betterThan(List<Sample> samples, double[] own, double[] builtIn) {
    if (own == builtIn) {
      return false;
    }
    double auc = area(samples, own);
    return auc >= AUC_FOR_WEIGHTS && auc > area(samples, builtIn);
  }

  private static double area(List<Sample> samples, double[] scores) {
    return Auc.area(select(samples, scores, true), select(samples, scores, false));
  }

  /** Scores each fold by weights fitted on the others; dealt by position, each class by itself. */
  private static double[] unseenScores(List<Sample> samples, EvidenceModel prior) {
    int[] fold = new int[samples.size()];
    int[] dealt = new int[2];
    for (int i = 0; i < fold.length; i++) {
      int side = samples.get(i).answerable() ? 1 : 0;
      fold[i] = dealt[side]++ % FOLDS;
    }
    double[] scores = new double[samples.size()];
    for (int f = 0; f < FOLDS; f++) {
      List<Sample> others = new ArrayList<>();
      for (int i = 0; i < fold.length; i++) {
        if (fold[i] != f) {
          others.add(samples.get(i));
        }
      }
      EvidenceModel model = LogisticFit.fit(others, prior, RIDGE);
      for (int i = 0; i < fold.length; i++) {
        if (fold[i] == f) {
          scores[i] = model.score(samples.get(i).signals());
        }
      }
    }
    return scores;
  }

  private static double[] scores(List<Sample> samples, EvidenceModel model) {
    return samples.stream().mapToDouble(sample -> model.score(sample.signals())).toArray();
  }

  private static double[] select(List<Sample> samples, double[] scores, boolean answerable) {
    List<Double> selected = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      if (samples.get(i).answerable() == answerable) {
        selected.add(scores[i]);
      }
    }
    return selected.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Returns the highest threshold that refuses at most this share. */
  private static double threshold(double[] answerable, double share) {
    return Quantiles.of(answerable).atMostBelow(share);
  }

  private static Interval refused(double[] scores, double threshold) {
    int refused = (int) Arrays.stream(scores).filter(score -> score < threshold).count();
    return Proportion.wilson(refused, scores.length);
  }
}
