package ai.adjutant.tuner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.tuner.model.Scores;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What may differ, and what is said of the rest. */
final class AgreementTest {
  private static Scores scores(String name, double value) {
    return Scores.of(name, Map.of(name, value));
  }

  private static void refused(Runnable action, String... words) {
    assertThatThrownBy(action::run)
        .isInstanceOf(AdjutantException.class)
        .satisfies(e ->
            assertThat(((AdjutantException) e).reason()).isEqualTo(ExportReason.EXPORT_NOT_EQUAL))
        .hasMessageContainingAll(words);
  }

  @Test
  void takesOutputsThatAreNear() {
    assertThat(Agreement.outputs("support", new float[] {1, 2}, new float[] {1, 2.0005f}))
        .isBetween(0.0004, 0.0006);
  }

  @Test
  void refusesOutputsThatAreNot() {
    refused(
        () -> Agreement.outputs("support", new float[] {1, 2}, new float[] {1, 2.25f}),
        "output support",
        "off by 0.25");
    refused(
        () -> Agreement.outputs("support", new float[] {1, 2}, new float[] {Float.NaN, 2}),
        "off by NaN");
    refused(() -> Agreement.outputs("support", new float[2], new float[3]), "Infinity");
  }

  @Test
  void takesScoresThatLoseLittle() {
    Agreement.score("span_f1", scores("span_f1", 0.7), scores("span_f1", 0.6905), 0.01);
    Agreement.score("span_f1", scores("span_f1", 0.7), scores("span_f1", 0.9), 0.01);
  }

  @Test
  void refusesScoresThatLoseMore() {
    refused(
        () -> Agreement.score("span_f1", scores("span_f1", 0.7), scores("span_f1", 0.68), 0.01),
        "span_f1 falls from 0.7000 to 0.6800",
        "0.01");
  }

  @Test
  void refusesScoresThatAreNotThereOrNoNumber() {
    refused(
        () -> Agreement.score("auc", scores("span_f1", 0.7), scores("span_f1", 0.7), 0.01),
        "can't show auc");
    refused(
        () -> Agreement.score("auc", scores("auc", 0.7), scores("auc", Double.NaN), 0.01), "NaN");
  }
}
