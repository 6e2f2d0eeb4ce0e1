package ai.adjutant.tuner;

import ai.adjutant.tuner.checkpoint.RunFolder;
import ai.adjutant.tuner.config.Recipe;
import ai.adjutant.tuner.config.TrainSettings;
import ai.adjutant.tuner.model.Task;
import ai.adjutant.tuner.torch.Torch;
import ai.adjutant.tuner.train.Forecast;
import ai.adjutant.tuner.train.ProgressLines;
import ai.adjutant.tuner.train.Trainer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/** Runs a training from a command, and says how it goes. */
final class TrainingRun {
  private static final double GIB = 1L << 30;

  private TrainingRun() {}

  /** Trains to the end; returns the file of the best weights. */
  static Path train(PrintWriter out, Torch torch, Task task, Recipe recipe) {
    TrainSettings train = recipe.get(TrainSettings.class);
    try (RunFolder folder =
        RunFolder.open(train.output(), recipe.text(), Trainer.essence(task, recipe))) {
      ProgressLines lines = new ProgressLines(out, train.steps());
      try (Trainer trainer = Trainer.prepare(torch, task, recipe, folder, lines)) {
        out.println(
            "training from step "
                + trainer.stepsDone()
                + " of "
                + train.steps()
                + " in "
                + trainer.precision()
                + ", to "
                + folder.path());
        lines.begin(trainer.stepsDone());
        Trainer.Outcome outcome = trainer.run();
        out.printf(
            Locale.ROOT,
            "%s after %d steps; best %.4f at step %d: %s%n",
            outcome.early() ? "stopped, as nothing got better," : "done",
            outcome.steps(),
            outcome.best(),
            outcome.bestStep(),
            folder.best());
        out.println(lines.taken());
        return folder.best();
      }
    }
  }

  /** Says what a run would take. */
  static void print(PrintWriter out, Forecast forecast) {
    out.printf(
        Locale.ROOT,
        "%,d of %,d numbers are trained, %.0f tokens/s%n"
            + "time %s (processor %s), memory %.2f GiB%n",
        forecast.trained(),
        forecast.parameters(),
        forecast.tokensPerSecond(),
        ProgressLines.duration(forecast.seconds()),
        ProgressLines.duration(forecast.processorSeconds()),
        forecast.peakBytes() / GIB);
  }
}
