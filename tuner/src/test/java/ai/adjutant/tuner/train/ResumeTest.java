package ai.adjutant.tuner.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.tuner.toy.ToyRun;
import ai.adjutant.tuner.toy.ToyTask;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed goes on as if it had never stopped, to the last bit. */
@Timeout(120)
final class ResumeTest {
  private static final int EXAMPLES = 200;
  private static final String FIGURES =
      """
      train.steps: 2000
      train.precision: fp32
      train.batch-size: 4
      train.accumulation: 2
      train.report-every: 20
      train.checkpoint-every: 60
      evaluation.every: 100
      rate.peak: 0.01
      rate.warm-up-steps: 50
      """;

  @TempDir Path folder;

  @Test
  void killedRunGivesTheSameBytes() throws IOException, InterruptedException {
    String yaml = FIGURES + "workers.count: 1\n";
    Path whole = Files.createDirectory(folder.resolve("whole"));
    ToyRun.train(ToyRun.recipe(whole, yaml), new ToyTask(EXAMPLES), ToyRun.silent());

    Path broken = Files.createDirectory(folder.resolve("broken"));
    ToyRun.recipe(broken, yaml);
    killAfter(broken, "step 700");
    Path state = broken.resolve("run").resolve("checkpoint.safetensors");
    assertThat(state).exists();
    assertThat(Files.readAllBytes(state)).isNotEqualTo(bytes(whole, "checkpoint.safetensors"));
    ToyRun.train(ToyRun.recipe(broken, yaml), new ToyTask(EXAMPLES), ToyRun.silent());

    for (String name : List.of("checkpoint.safetensors", "best.safetensors", "curve.csv")) {
      assertThat(bytes(broken, name)).as(name).isEqualTo(bytes(whole, name));
    }
  }

  private static byte[] bytes(Path run, String name) throws IOException {
    return Files.readAllBytes(run.resolve("run").resolve(name));
  }

  private static void killAfter(Path run, String line) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-DDJL_CACHE_DIR=" + System.getProperty("DJL_CACHE_DIR", "target/djl"),
                "-cp",
                System.getProperty("java.class.path"),
                ToyRun.class.getName(),
                run.resolve("toy.yaml").toString(),
                Integer.toString(EXAMPLES))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
      String seen = out.readLine();
      while (seen != null && !seen.equals(line)) {
        seen = out.readLine();
      }
      assertThat(seen).as("the child's line before it is killed").isEqualTo(line);
      child.destroyForcibly();
      assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(child.exitValue()).as("ended by the signal").isNotZero();
    }
  }

  @Test
  void finishedRunDoesNothingMore() throws IOException {
    String yaml = FIGURES.replace("2000", "120");
    Trainer.Outcome first =
        ToyRun.train(ToyRun.recipe(folder, yaml), new ToyTask(EXAMPLES), ToyRun.silent());
    byte[] state = bytes(folder, "checkpoint.safetensors");
    Trainer.Outcome second =
        ToyRun.train(ToyRun.recipe(folder, yaml), new ToyTask(EXAMPLES), ToyRun.silent());
    assertThat(second).isEqualTo(first);
    assertThat(bytes(folder, "checkpoint.safetensors")).isEqualTo(state);
  }
}
