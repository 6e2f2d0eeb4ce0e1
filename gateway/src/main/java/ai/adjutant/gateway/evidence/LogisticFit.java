package ai.adjutant.gateway.evidence;

import java.util.ArrayList;
import java.util.List;

/**
 * Fits a logistic regression by Newton's method with a ridge towards given weights: few samples
 * stay near what is known, many outweigh it.
 */
final class LogisticFit {
  private static final int STEPS_MAX = 50;
  private static final double CONVERGED = 1e-9;

  private LogisticFit() {}

  /**
   * Fits weights.
   *
   * @param samples what was seen
   * @param prior weights to stay near
   * @param ridge strength of the pull, in units of samples
   */
  static EvidenceModel fit(List<Sample> samples, EvidenceModel prior, double ridge) {
    int n = prior.weights().size();
    double[] weights = prior.weights().stream().mapToDouble(Double::doubleValue).toArray();
    double[] centre = weights.clone();
    double positives = samples.stream().filter(Sample::answerable).count();
    // Both classes weigh the same, so that the owner's mixture of questions does not move the
    // intercept.
    double positiveWeight = samples.size() / (2.0 * Math.max(1, positives));
    double negativeWeight = samples.size() / (2.0 * Math.max(1, samples.size() - positives));
    for (int step = 0; step < STEPS_MAX; step++) {
      double[] gradient = new double[n];
      double[][] hessian = new double[n][n];
      for (int i = 0; i < n; i++) {
        double pull = i == 0 ? 1e-3 : ridge; // the intercept is free: it only shifts the threshold
        gradient[i] = pull * (weights[i] - centre[i]);
        hessian[i][i] = pull;
      }
      for (Sample sample : samples) {
        double[] x = inputs(sample.signals());
        double p = 1 / (1 + Math.exp(-dot(weights, x)));
        double weight = sample.answerable() ? positiveWeight : negativeWeight;
        double error = weight * (p - (sample.answerable() ? 1 : 0));
        double curvature = weight * Math.max(1e-6, p * (1 - p));
        for (int i = 0; i < n; i++) {
          gradient[i] += error * x[i];
          for (int j = 0; j < n; j++) {
            hessian[i][j] += curvature * x[i] * x[j];
          }
        }
      }
      double[] move = solve(hessian, gradient);
      double largest = 0;
      for (int i = 0; i < n; i++) {
        double before = weights[i];
        double after = before - Math.clamp(move[i], -5, 5);
        // A signal that counts against an answer on the sample questions would praise questions off
        // the topic.
        weights[i] = i == 0 ? after : Math.max(0, after);
        largest = Math.max(largest, Math.abs(weights[i] - before));
      }
      if (largest < CONVERGED) {
        break;
      }
    }
    List<Double> fitted = new ArrayList<>(n);
    for (double weight : weights) {
      fitted.add(weight);
    }
    return new EvidenceModel(fitted);
  }

  private static double[] inputs(Signals signals) {
    List<Double> values = signals.values();
    double[] x = new double[values.size() + 1];
    x[0] = 1;
    for (int i = 0; i < values.size(); i++) {
      x[i + 1] = values.get(i);
    }
    return x;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Solves by Gaussian elimination with partial pivoting; the ridge keeps the matrix regular. */
  private static double[] solve(double[][] matrix, double[] right) {
    int n = right.length;
    double[] x = right.clone();
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int row = column + 1; row < n; row++) {
        if (Math.abs(matrix[row][column]) > Math.abs(matrix[pivot][column])) {
          pivot = row;
        }
      }
      double[] swapped = matrix[column];
      matrix[column] = matrix[pivot];
      matrix[pivot] = swapped;
      double held = x[column];
      x[column] = x[pivot];
      x[pivot] = held;
      for (int row = column + 1; row < n; row++) {
        double factor = matrix[row][column] / matrix[column][column];
        for (int k = column; k < n; k++) {
          matrix[row][k] -= factor * matrix[column][k];
        }
        x[row] -= factor * x[column];
      }
    }
    for (int row = n - 1; row >= 0; row--) {
      for (int k = row + 1; k < n; k++) {
        x[row] -= matrix[row][k] * x[k];
      }
      x[row] /= matrix[row][row];
    }
    return x;
  }
}
