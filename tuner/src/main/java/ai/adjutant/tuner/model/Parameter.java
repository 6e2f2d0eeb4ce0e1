package ai.adjutant.tuner.model;

import ai.adjutant.tuner.torch.AlignedMemory;
import ai.adjutant.tuner.weights.WeightSource;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A named tensor of a replica, in 32-bit floats. Java and PyTorch see the same memory: what is
 * written to {@link #values} is what the next product reads.
 */
public final class Parameter {
  private final String name;
  private final List<Long> shape;
  private final int depth;
  private final ByteBuffer memory;
  private final NDArray array;
  private boolean trained = true;

  /**
   * Creates a parameter of zeros.
   *
   * @param owner frees it
   * @param depth layers of weights between it and the losses; 0 for heads
   */
  public Parameter(NDManager owner, String name, List<Long> shape, int depth) {
    this.name = name;
    this.shape = List.copyOf(shape);
    this.depth = depth;
    long count = this.shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    memory = AlignedMemory.floats(Math.toIntExact(count));
    array = owner.create(memory, new Shape(this.shape), DataType.FLOAT32);
    array.setRequiresGradient(true);
  }

  /**
   * Creates a parameter with values from a file.
   *
   * @param owner frees it
   * @throws ai.adjutant.chassis.error.AdjutantException WEIGHTS_OF_ANOTHER_MODEL, WEIGHTS_DAMAGED
   */
  public static Parameter read(NDManager owner, String name, int depth, WeightSource weights) {
    Parameter parameter = new Parameter(owner, name, weights.shape(name), depth);
    weights.read(name, parameter.values());
    return parameter;
  }

  /** Its name in files of weights. */
  public String name() {
    return name;
  }

  /** Lengths of its dimensions. */
  public List<Long> shape() {
    return shape;
  }

  /** How many numbers it holds. */
  public int count() {
    return memory.capacity() / Float.BYTES;
  }

  /** Layers of weights between it and the losses. */
  public int depth() {
    return depth;
  }

  /** Whether training changes it. */
  public boolean trained() {
    return trained;
  }

  /** Leaves it as it is from here on; no gradient is computed for it. */
  public void freeze() {
    trained = false;
    array.setRequiresGradient(false);
  }

  /** Its numbers, row after row; a new view at each call, of the one memory. */
  public FloatBuffer values() {
    return memory.duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** What PyTorch computes with. */
  public NDArray array() {
    return array;
  }
}
