package ai.adjutant.tuner.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.tuner.checkpoint.CheckpointReason;
import ai.adjutant.tuner.checkpoint.RunFolder;
import ai.adjutant.tuner.config.Recipe;
import ai.adjutant.tuner.model.Scores;
import ai.adjutant.tuner.toy.ToyRun;
import ai.adjutant.tuner.toy.ToyTask;
import ai.adjutant.tuner.weights.SafetensorsFile;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loop learns, keeps the best, stops, and refuses what it can't go on from. */
final class TrainerTest {
  private static final String FIGURES =
      """
      train.steps: 400
      train.batch-size: 8
      train.report-every: 20
      train.checkpoint-every: 100
      evaluation.every: 50
      rate.peak: 0.02
      """;

  @TempDir Path folder;

  private static final class Heard implements ProgressListener {
    private final List<Map<String, Double>> means = new ArrayList<>();
    private final List<Scores> scores = new ArrayList<>();
    private final List<Long> betterAt = new ArrayList<>();

    @Override
    public void steps(long step, Map<String, Double> loss, Work work) {
      means.add(loss);
    }

    @Override
    public void evaluated(long step, Scores seen, boolean better) {
      scores.add(seen);
      if (better) {
        betterAt.add(step);
      }
    }
  }

  @Test
  void learns() throws IOException {
    Heard heard = new Heard();
    Trainer.Outcome outcome = ToyRun.train(ToyRun.recipe(folder, FIGURES), new ToyTask(500), heard);
    assertThat(heard.means).hasSize(20);
    assertThat(heard.means.getFirst()).containsKeys("loss", "loss.sum", "loss.difference");
    assertThat(heard.means.getLast().get("loss.sum"))
        .isLessThan(heard.means.getFirst().getOrDefault("loss.sum", 0.0) / 4);
    assertThat(heard.means.getLast().get("loss.difference"))
        .isLessThan(heard.means.getFirst().getOrDefault("loss.difference", 0.0) / 4);
    assertThat(heard.scores).hasSize(8);
    assertThat(outcome.best())
        .isEqualTo(heard.scores.stream().mapToDouble(Scores::main).max().orElseThrow());
    assertThat(outcome.bestStep()).isEqualTo(heard.betterAt.getLast());
  }

  @Test
  void severalWorkersLearnTogether() throws IOException {
    Heard heard = new Heard();
    ToyRun.train(ToyRun.recipe(folder, FIGURES + "workers.count: 3\n"), new ToyTask(500), heard);
    assertThat(heard.means.getLast().get("loss.sum"))
        .isLessThan(heard.means.getFirst().getOrDefault("loss.sum", 0.0) / 4);
  }

  @Test
  void frozenPartStaysAsItWas() throws IOException {
    float[] before = weights("rate.factors: layer=0,sum=0,difference=2\n", "none", "layer.weight");
    float[] after = weights("rate.factors: layer=0,sum=0\n", "some", "layer.weight");
    assertThat(after).isEqualTo(before);
    assertThat(weights("rate.factors: layer=1\n", "all", "layer.weight")).isNotEqualTo(before);
  }

  private float[] weights(String more, String name, String tensor) throws IOException {
    Path own = Files.createDirectory(folder.resolve(name));
    ToyRun.train(ToyRun.recipe(own, FIGURES + more), new ToyTask(500), ToyRun.silent());
    SafetensorsFile best = SafetensorsFile.open(own.resolve("run/best.safetensors"));
    FloatBuffer values = FloatBuffer.allocate(16 * 8);
    best.read(tensor, values);
    return values.array();
  }

  @Test
  void stopsWhenNothingGetsBetter() throws IOException {
    Heard heard = new Heard();
    Trainer.Outcome outcome =
        ToyRun.train(
            ToyRun.recipe(folder, FIGURES + "evaluation.stop-after: 2\nrate.factors: s=0,l=0\n"),
            new ToyTask(500),
            heard);
    assertThat(outcome.early()).isTrue();
    assertThat(outcome.steps()).isEqualTo(150);
    assertThat(outcome.bestStep()).isEqualTo(50);
  }

  @Test
  void divergedRunSaysSoAndKeepsItsCheckpoint() throws IOException {
    Recipe recipe = ToyRun.recipe(folder, FIGURES);
    assertThatThrownBy(() -> ToyRun.train(recipe, new ToyTask(500, Float.NaN), ToyRun.silent()))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(TrainReason.TRAINING_DIVERGED))
        .hasMessageContaining("step 0")
        .hasMessageContaining("rate.peak");
  }

  @Test
  void refusesToGoOnWithAnotherRecipe() throws IOException {
    ToyRun.train(ToyRun.recipe(folder, FIGURES), new ToyTask(500), ToyRun.silent());
    Recipe other = ToyRun.recipe(folder, FIGURES.replace("0.02", "0.03"));
    assertThatThrownBy(() -> ToyRun.train(other, new ToyTask(500), ToyRun.silent()))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(CheckpointReason.RUN_DIFFERS))
        .hasMessageContaining("rate.peak: \"0.03\"");
  }

  @Test
  void refusesToGoOnWithOtherExamples() throws IOException {
    Recipe recipe = ToyRun.recipe(folder, FIGURES);
    ToyRun.train(recipe, new ToyTask(500), ToyRun.silent());
    assertThatThrownBy(() -> ToyRun.train(recipe, new ToyTask(501), ToyRun.silent()))
        .hasMessageContaining("toy-501");
  }

  @Test
  void refusesTooFewExamples() throws IOException {
    Recipe recipe = ToyRun.recipe(folder, FIGURES);
    assertThatThrownBy(() -> ToyRun.train(recipe, new ToyTask(7), ToyRun.silent()))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(TrainReason.TOO_FEW_EXAMPLES));
  }

  @Test
  void refusesTwoRunsInOneFolder() {
    try (RunFolder first = RunFolder.open(folder, "", "")) {
      assertThat(first.path()).isEqualTo(folder);
      assertThatThrownBy(() -> RunFolder.open(folder, "", ""))
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(CheckpointReason.RUN_FOLDER_IN_USE));
    }
  }

  @Test
  void damagedCheckpointIsRefusedByName() throws IOException {
    Recipe recipe = ToyRun.recipe(folder, FIGURES);
    ToyRun.train(recipe, new ToyTask(500), ToyRun.silent());
    Path state = folder.resolve("run/checkpoint.safetensors");
    byte[] bytes = Files.readAllBytes(state);
    bytes[bytes.length - 5] ^= 1;
    Files.write(state, bytes);
    assertThatThrownBy(() -> ToyRun.train(recipe, new ToyTask(500), ToyRun.silent()))
        .isInstanceOf(AdjutantException.class)
        .hasMessageContaining("checkpoint.safetensors");
  }

  @Test
  void unwritableCheckpointLeavesTheLastOne() throws IOException {
    Recipe recipe = ToyRun.recipe(folder, FIGURES);
    Path run = Files.createDirectories(folder.resolve("run"));
    Path obstacle = Files.createDirectories(run.resolve("checkpoint.safetensors.new/in-the-way"));
    assertThatThrownBy(() -> ToyRun.train(recipe, new ToyTask(500), ToyRun.silent()))
        .isInstanceOf(AdjutantException.class)
        .hasMessageContaining("untouched");
    Files.delete(obstacle);
    Files.delete(obstacle.getParent());
    assertThat(ToyRun.train(recipe, new ToyTask(500), ToyRun.silent()).steps()).isEqualTo(400);
  }
}
