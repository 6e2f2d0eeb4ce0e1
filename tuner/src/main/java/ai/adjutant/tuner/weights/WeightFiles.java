package ai.adjutant.tuner.weights;

import java.nio.file.Files;
import java.nio.file.Path;

/** Opens weights to go on from, whatever form they are in. */
public final class WeightFiles {
  private WeightFiles() {}

  /** Returns the file that a path stands for: itself, or the graph of a served model's folder. */
  public static Path file(Path path) {
    return Files.isDirectory(path) ? path.resolve("model.onnx") : path;
  }

  /**
   * Opens a run's safetensors, or a graph that is served in bytes.
   *
   * @throws ai.adjutant.chassis.error.AdjutantException WEIGHTS_UNREADABLE, WEIGHTS_DAMAGED,
   *     WEIGHTS_OF_ANOTHER_MODEL
   */
  public static WeightSource open(Path path) {
    Path file = file(path);
    return file.toString().endsWith(".onnx")
        ? ServedWeights.open(file)
        : SafetensorsFile.open(file);
  }
}
