package ai.adjutant.tuner.weights;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Set;

/** Named tensors that can be read as 32-bit floats. */
public interface WeightSource {
  /** Their names. */
  Set<String> names();

  /**
   * Lengths of a tensor's dimensions.
   *
   * @throws ai.adjutant.chassis.error.AdjutantException WEIGHTS_OF_ANOTHER_MODEL where there is
   *     none of this name
   */
  List<Long> shape(String name);

  /**
   * Reads a tensor, row after row.
   *
   * @param into takes exactly as many numbers as there are
   * @throws ai.adjutant.chassis.error.AdjutantException WEIGHTS_OF_ANOTHER_MODEL where there is
   *     none of this name or it has another size, WEIGHTS_DAMAGED where a value is no finite number
   */
  void read(String name, FloatBuffer into);
}
