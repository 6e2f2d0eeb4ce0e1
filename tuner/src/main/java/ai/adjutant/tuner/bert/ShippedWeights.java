package ai.adjutant.tuner.bert;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.tuner.weights.OnnxWeights;
import ai.adjutant.tuner.weights.WeightSource;
import ai.adjutant.tuner.weights.WeightsReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The weights of bge-small-en-v1.5, as the tuner brings them. */
public final class ShippedWeights {
  /** Heads of attention in each layer. */
  public static final int HEADS = 12;

  private static final String NAME = "bge-small-en-v1.5.onnx";

  private ShippedWeights() {}

  /**
   * Opens the weights; they are unpacked once, 133 MB.
   *
   * @param folder that they are unpacked to
   * @throws AdjutantException WEIGHTS_UNWRITABLE
   */
  public static WeightSource open(Path folder) {
    return OnnxWeights.open(unpack(folder));
  }

  /** The model's file. */
  static Path unpack(Path folder) {
    Path file = folder.resolve(NAME);
    if (Files.exists(file)) {
      return file;
    }
    try (InputStream in = ShippedWeights.class.getResourceAsStream("/" + NAME)) {
      if (in == null) {
        throw new IllegalStateException(NAME + " is not on the class path");
      }
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, NAME, ".new");
      Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new AdjutantException(
          WeightsReason.WEIGHTS_UNWRITABLE,
          NAME + " can't be unpacked to " + folder + " (" + e.getMessage() + ")",
          e);
    }
  }
}
