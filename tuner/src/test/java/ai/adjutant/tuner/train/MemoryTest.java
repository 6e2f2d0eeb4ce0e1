package ai.adjutant.tuner.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.tuner.checkpoint.RunFolder;
import ai.adjutant.tuner.config.Recipe;
import ai.adjutant.tuner.config.TrainSettings;
import ai.adjutant.tuner.model.Scores;
import ai.adjutant.tuner.toy.ToyRun;
import ai.adjutant.tuner.toy.ToyTask;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Resident memory does not grow with the steps. {@code -Dadjutant.tuner.steps} takes others than
 * 10,000.
 */
@Timeout(300)
final class MemoryTest {
  private static final int STEPS = Integer.getInteger("adjutant.tuner.steps", 10_000);
  private static final double GROWTH_MAX = 0.02;

  @TempDir Path folder;

  @Test
  void staysFlat() throws IOException, InterruptedException {
    ToyRun.recipe(
        folder,
        "train.steps: "
            + STEPS
            + "\ntrain.precision: fp32\ntrain.batch-size: 16\ntrain.report-every: 100\n"
            + "train.checkpoint-every: 1000\nevaluation.every: 1000\n");
    List<Long> resident = residentBytes();
    assertThat(resident).hasSize(STEPS / 100);
    // the first third warms up: classes, compiled code, the allocators' pools
    List<Long> warm = resident.subList(resident.size() / 3, resident.size());
    assertThat(warm.getLast() / (double) warm.getFirst())
        .as("resident bytes after each hundred steps: %s", resident)
        .isBetween(1 - GROWTH_MAX, 1 + GROWTH_MAX);
  }

  /** Trains in a process of its own, whose heap is touched whole from the start. */
  private List<Long> residentBytes() throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms128m",
                "-Xmx128m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // the optimising compiler takes and frees megabytes
                "--enable-native-access=ALL-UNNAMED",
                "-DDJL_CACHE_DIR=" + System.getProperty("DJL_CACHE_DIR", "target/djl"),
                "-cp",
                System.getProperty("java.class.path"),
                MemoryTest.class.getName(),
                folder.resolve("toy.yaml").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<Long> resident = new ArrayList<>();
    try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        resident.add(Long.parseLong(line));
      }
    }
    assertThat(child.waitFor()).isZero();
    return resident;
  }

  /** Trains a configuration and prints resident bytes at each report. */
  public static void main(String[] arguments) {
    Recipe recipe = Recipe.read(Path.of(arguments[0]), List.of(), List.of());
    ProgressListener printer =
        new ProgressListener() {
          @Override
          public void steps(long step, Map<String, Double> means, Work work) {
            System.out.println(ProcessMemory.residentBytes());
          }

          @Override
          public void evaluated(long step, Scores scores, boolean better) {}
        };
    ToyTask task = new ToyTask(1_000);
    try (RunFolder run =
            RunFolder.open(
                recipe.get(TrainSettings.class).output(),
                recipe.text(),
                Trainer.essence(task, recipe));
        Trainer trainer = Trainer.prepare(ToyRun.torch(), task, recipe, run, printer)) {
      trainer.run();
    }
  }
}
