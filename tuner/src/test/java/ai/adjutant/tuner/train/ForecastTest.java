package ai.adjutant.tuner.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.tuner.config.Recipe;
import ai.adjutant.tuner.toy.ToyRun;
import ai.adjutant.tuner.toy.ToyTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A forecast is a trial's time, scaled by what the whole run has more of. */
final class ForecastTest {
  @TempDir Path folder;

  @Test
  void scalesEachPartByItsUnits() {
    Forecast.Part learning = new Forecast.Part(1_000, 50_000, 2, 3);
    Forecast.Part evaluating = new Forecast.Part(10, 100, 0.5, 0.4);
    Forecast forecast = Forecast.of(List.of(learning, evaluating), learning, 7, 5, 6);
    assertThat(forecast).isEqualTo(new Forecast(105, 154, 7, 500, 5, 6));
  }

  @Test
  void dryRunLeavesNothingBehind() throws IOException {
    Recipe recipe =
        ToyRun.recipe(folder, "train.steps: 100\ntrain.batch-size: 8\nworkers.count: 2\n");
    Forecast forecast = DryRun.forecast(ToyRun.torch(), new ToyTask(100), recipe, 10);
    assertThat(forecast.seconds()).isPositive();
    assertThat(forecast.peakBytes()).isGreaterThan(10_000_000);
    assertThat(forecast.trained()).isEqualTo(8 * 16 + 16 + 16);
    assertThat(Files.exists(folder.resolve("run"))).isFalse();
  }

  @Test
  void etaIsGivenInHours() {
    assertThat(ProgressLines.duration(3_725.4)).isEqualTo("1:02:05");
  }
}
