package ai.adjutant.tuner.toy;

import ai.adjutant.tuner.checkpoint.RunFolder;
import ai.adjutant.tuner.config.Recipe;
import ai.adjutant.tuner.config.TrainSettings;
import ai.adjutant.tuner.model.Scores;
import ai.adjutant.tuner.model.Task;
import ai.adjutant.tuner.torch.Torch;
import ai.adjutant.tuner.train.ProgressListener;
import ai.adjutant.tuner.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs of the toy task, in this process or, by its main method, in one of their own. */
public final class ToyRun {
  /** Where PyTorch's libraries are unpacked in tests. */
  private static final Path LIBRARIES = Path.of(System.getProperty("DJL_CACHE_DIR", "target/djl"));

  private ToyRun() {}

  /** Where PyTorch's libraries are unpacked in tests. */
  public static Path libraries() {
    return LIBRARIES;
  }

  /** PyTorch, as all tests share it. */
  public static Torch torch() {
    return Torch.start(LIBRARIES);
  }

  /** Writes a configuration into a folder and reads it; its output is the folder {@code run}. */
  public static Recipe recipe(Path folder, String yaml) throws IOException {
    Path file = folder.resolve("toy.yaml");
    Files.writeString(file, "train.output: run\n" + yaml);
    return Recipe.read(file, List.of(), List.of());
  }

  /** Trains to the end. */
  public static Trainer.Outcome train(Recipe recipe, Task task, ProgressListener listener) {
    try (RunFolder folder =
            RunFolder.open(
                recipe.get(TrainSettings.class).output(),
                recipe.text(),
                Trainer.essence(task, recipe));
        Trainer trainer = Trainer.prepare(torch(), task, recipe, folder, listener)) {
      return trainer.run();
    }
  }

  /** A listener that keeps quiet. */
  public static ProgressListener silent() {
    return new ProgressListener() {
      @Override
      public void steps(long step, Map<String, Double> means, Work work) {}

      @Override
      public void evaluated(long step, Scores scores, boolean better) {}
    };
  }

  /**
   * Trains, with a line on standard output for each report.
   *
   * @param arguments the configuration file and the number of examples
   */
  public static void main(String[] arguments) {
    Recipe recipe = Recipe.read(Path.of(arguments[0]), List.of(), List.of());
    ProgressListener printer =
        new ProgressListener() {
          @Override
          public void steps(long step, Map<String, Double> means, Work work) {
            System.out.println("step " + step);
          }

          @Override
          public void evaluated(long step, Scores scores, boolean better) {}
        };
    train(recipe, new ToyTask(Integer.parseInt(arguments[1])), printer);
  }
}
