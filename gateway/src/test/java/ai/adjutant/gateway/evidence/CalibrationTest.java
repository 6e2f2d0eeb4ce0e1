package ai.adjutant.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The threshold refuses what it says, and weights are taken only where they prove better. */
final class CalibrationTest {
  private static final long SEED = 7;

  /** Answerable questions have a higher value of the given signal; everything else is noise. */
  private static List<Sample> samples(int answerable, int unanswerable, int signal, double gap) {
    Random random = new Random(SEED);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < answerable + unanswerable; i++) {
      double[] values = new double[Signals.NAMES.size()];
      for (int j = 0; j < values.length; j++) {
        values[j] = 0.5 + 0.05 * random.nextGaussian();
      }
      boolean answers = i < answerable;
      values[signal] += answers ? gap : 0;
      samples.add(
          new Sample(
              new Signals(
                  values[0], values[1], values[2], values[3], values[4], values[5], values[6],
                  values[7], 0, 0),
              answers));
    }
    return samples;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.05, 0.1, 0.3, 0.5})
  void refusesAtMostTheShareAskedFor(double rate) {
    List<Sample> samples = samples(80, 0, 0, 0);
    Calibration calibration = Calibration.fit(samples, rate);
    long refused =
        samples.stream()
            .filter(s -> calibration.model().score(s.signals()) < calibration.threshold())
            .count();
    assertThat(refused / 80.0).isLessThanOrEqualTo(rate);
    assertThat(calibration.refusedAnswerable().mean()).isCloseTo(refused / 80.0, within(1e-9));
    assertThat(calibration.refusedUnanswerable()).isEmpty();
    assertThat(calibration.weightsFitted()).isFalse();
  }

  @Test
  void tellsQuestionsApartThatDiffer() {
    Calibration calibration = Calibration.fit(samples(60, 40, 0, 0.3), 0.1);
    assertThat(calibration.auc().orElseThrow().mean()).isGreaterThan(0.95);
    assertThat(calibration.refusedUnanswerable().orElseThrow().mean()).isGreaterThan(0.8);
  }

  @Test
  void takesItsOwnWeightsWhereTheBuiltInOnesMissTheSignal() {
    Calibration calibration = Calibration.fit(samples(100, 100, 6, 0.2), 0.1);
    assertThat(calibration.weightsFitted()).isTrue();
    assertThat(calibration.model().weights().get(7))
        .isGreaterThan(EvidenceModel.BUILT_IN.weights().get(7));
  }

  @Test
  void keepsTheBuiltInWeightsWhereAnswersHaveLessEvidence() {
    Calibration calibration = Calibration.fit(samples(100, 100, 0, -0.2), 0.1);
    assertThat(calibration.weightsFitted()).isFalse();
    assertThat(calibration.model()).isEqualTo(EvidenceModel.BUILT_IN);
  }
}
