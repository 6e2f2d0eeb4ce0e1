package ai.adjutant.tuner.export;

import ai.adjutant.tuner.weights.SafetensorsFile;
import ai.adjutant.tuner.weights.WeightSource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Weights and what is known of their making.
 *
 * @param source gives the tensors
 * @param metadata what the trainer wrote beside them: recipe, digests of the data, scores
 * @param written when their file was written; empty where they were not trained here
 */
public record TrainedWeights(
    WeightSource source, Map<String, String> metadata, Optional<Instant> written) {
  /** Keeps a copy. */
  public TrainedWeights {
    metadata = Map.copyOf(metadata);
  }

  /**
   * Takes the weights of a run.
   *
   * @throws ai.adjutant.chassis.error.AdjutantException WEIGHTS_DAMAGED where the file is not as
   *     the trainer wrote it
   */
  public static TrainedWeights of(SafetensorsFile file) {
    file.verify();
    return new TrainedWeights(
        file, new TreeMap<>(file.metadata()), Optional.of(file.lastModified()));
  }
}
