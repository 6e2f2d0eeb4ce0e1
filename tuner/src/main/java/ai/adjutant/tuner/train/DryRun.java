package ai.adjutant.tuner.train;

import ai.adjutant.tuner.config.EvaluationSettings;
import ai.adjutant.tuner.config.Recipe;
import ai.adjutant.tuner.config.TrainSettings;
import ai.adjutant.tuner.config.WorkerSettings;
import ai.adjutant.tuner.data.BatchPlan;
import ai.adjutant.tuner.model.Precision;
import ai.adjutant.tuner.model.Task;
import ai.adjutant.tuner.torch.Torch;
import ai.adjutant.tuner.weights.SafetensorsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Tries some steps of a run, its longest batch, an evaluation and a checkpoint, and says what the
 * whole will take. Nothing is kept.
 */
public final class DryRun {
  private static final int WARM_UP_STEPS = 3;
  private static final int HELD_OUT_MAX = 200;

  private final Torch torch;
  private final Task task;
  private final Recipe recipe;
  private final TrainSettings train;

  private DryRun(Torch torch, Task task, Recipe recipe) {
    this.torch = torch;
    this.task = task;
    this.recipe = recipe;
    train = recipe.get(TrainSettings.class);
  }

  /**
   * Forecasts a run.
   *
   * @param trialSteps steps to try, after a few that are not counted
   */
  public static Forecast forecast(Torch torch, Task task, Recipe recipe, int trialSteps) {
    return new DryRun(torch, task, recipe).forecast(trialSteps);
  }

  private Forecast forecast(int trialSteps) {
    PlanTotals totals =
        PlanTotals.of(
            new BatchPlan(task.lengths(), train.batchSize(), train.bucketBatches(), train.seed()),
            batches(train.steps()));
    Precision precision = Trainer.precision(torch, train.precision());
    WorkClock clock = new WorkClock();
    try (Workers workers = new Workers(torch, task, recipe, precision)) {
      workers.steps(0, WARM_UP_STEPS);
      workers.tryBatch(totals.longest());
      clock.start();
      StepSums sums = workers.steps(WARM_UP_STEPS, WARM_UP_STEPS + trialSteps);
      Forecast.Part learning = part(clock, sums, sums.planned(), totals.tokens());

      int evaluations = Math.ceilDiv(train.steps(), recipe.get(EvaluationSettings.class).every());
      int sample = Math.min(HELD_OUT_MAX, task.heldOut());
      clock.start();
      workers.measure(sample);
      Forecast.Part evaluating =
          part(clock, new StepSums(), sample, (double) task.heldOut() * evaluations);

      clock.start();
      save(workers);
      int saves = Math.ceilDiv(train.steps(), train.checkpointEvery()) + evaluations / 2;
      Forecast.Part saving = part(clock, new StepSums(), 1, saves);
      return Forecast.of(
          List.of(learning, evaluating, saving),
          learning,
          ProcessMemory.peakBytes(),
          workers.parameters().trainedCount(),
          workers.parameters().count());
    }
  }

  private long batches(long steps) {
    return steps * train.accumulation() * recipe.get(WorkerSettings.class).count();
  }

  private static Forecast.Part part(WorkClock clock, StepSums sums, double units, double total) {
    ProgressListener.Work work = clock.lap(sums);
    return new Forecast.Part(units, total, work.seconds(), work.processorSeconds());
  }

  private static void save(Workers workers) {
    try {
      Path file = Files.createTempFile("adjutant-tune", ".safetensors");
      try {
        SafetensorsWriter.write(file, Map.of(), workers.state());
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the folder for temporary files can't be written", e);
    }
  }
}
