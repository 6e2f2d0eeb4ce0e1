import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Fits the evidence model for searches without vectors (EvidenceModel.WORDS_ONLY) on development sets,
 * each set and each class weighing the same, and prints how it ranks sets that it did not see.
 *
 * <p>Arguments: files that {@code evaluate answers --out} wrote against a retriever and a gateway whose
 * inference is away, so that every search is by words alone.
 */
public final class WordsEvidence {
  private static final List<String> SIGNALS =
      List.of("bm25_share", "cover_top", "cover_top_three", "known_words");
  private static final double RIDGE = 1;

  private record Sample(double[] signals, boolean answerable) {}

  public static void main(String[] files) throws IOException {
    List<List<Sample>> sets = new ArrayList<>();
    for (String file : files) {
      sets.add(read(Path.of(file)));
    }
    for (int i = 0; i < sets.size(); i++) {
      List<List<Sample>> others = new ArrayList<>(sets);
      others.remove(i);
      report(files[i] + ", fitted on the others", sets.get(i), fit(others));
    }
    double[] weights = fit(sets);
    System.out.println("fitted on all: " + Arrays.toString(weights));
    for (int i = 0; i < sets.size(); i++) {
      report(files[i], sets.get(i), weights);
    }
  }

  private static List<Sample> read(Path file) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode question = new ObjectMapper().readTree(line);
      JsonNode signals = question.path("answer").path("evidence").path("signals");
      double[] values = new double[SIGNALS.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = signals.path(SIGNALS.get(i)).asDouble();
      }
      samples.add(new Sample(values, question.path("answerable").asBoolean()));
    }
    return samples;
  }

  /** Gradient descent on the weighted logistic loss; weights never below zero. */
  private static double[] fit(List<List<Sample>> sets) {
    double[] weights = new double[SIGNALS.size() + 1];
    for (int step = 0; step < 60_000; step++) {
      double[] gradient = new double[weights.length];
      for (List<Sample> set : sets) {
        double answerable = set.stream().filter(Sample::answerable).count();
        for (Sample sample : set) {
          double share = sample.answerable() ? answerable : set.size() - answerable;
          double error = (probability(weights, sample) - (sample.answerable() ? 1 : 0)) * 100 / share;
          gradient[0] += error;
          for (int i = 1; i < weights.length; i++) {
            gradient[i] += error * sample.signals()[i - 1];
          }
        }
      }
      for (int i = 0; i < weights.length; i++) {
        double pull = i == 0 ? 0 : RIDGE * weights[i];
        weights[i] -= 0.01 * (gradient[i] + pull) / sets.size();
        weights[i] = i == 0 ? weights[i] : Math.max(0, weights[i]);
      }
    }
    return weights;
  }

  private static double probability(double[] weights, Sample sample) {
    double z = weights[0];
    for (int i = 1; i < weights.length; i++) {
      z += weights[i] * sample.signals()[i - 1];
    }
    return 1 / (1 + Math.exp(-z));
  }

  private static void report(String name, List<Sample> set, double[] weights) {
    double[] yes = scores(set, weights, true);
    double[] no = scores(set, weights, false);
    double wins = 0;
    for (double one : yes) {
      for (double other : no) {
        wins += one > other ? 1 : one == other ? 0.5 : 0;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s: AUC %.3f; below .5: %.2f of the answerable, %.2f of the unanswerable%n",
        name,
        wins / yes.length / no.length,
        Arrays.stream(yes).filter(s -> s < 0.5).count() / (double) yes.length,
        Arrays.stream(no).filter(s -> s < 0.5).count() / (double) no.length);
  }

  private static double[] scores(List<Sample> set, double[] weights, boolean answerable) {
    return set.stream()
        .filter(sample -> sample.answerable() == answerable)
        .mapToDouble(sample -> probability(weights, sample))
        .toArray();
  }
}
