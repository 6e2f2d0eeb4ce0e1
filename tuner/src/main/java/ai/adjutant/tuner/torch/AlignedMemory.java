package ai.adjutant.tuner.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory that Java and PyTorch both see, at addresses as PyTorch's own has them. The math library's
 * products differ in their last bits with the address of what they read (by its remainder modulo
 * 64), so that elsewhere two runs would not be equal.
 */
public final class AlignedMemory {
  private static final int ALIGNMENT_BYTES = 64;

  private AlignedMemory() {}

  /** Zeroed memory of so many 32-bit floats. */
  public static ByteBuffer floats(int count) {
    int bytes = Math.multiplyExact(count, Float.BYTES);
    ByteBuffer whole = ByteBuffer.allocateDirect(Math.addExact(bytes, ALIGNMENT_BYTES));
    int start = Math.floorMod(-whole.alignmentOffset(0, ALIGNMENT_BYTES), ALIGNMENT_BYTES);
    return whole.slice(start, bytes).order(ByteOrder.nativeOrder());
  }

  /**
   * An array of 32-bit floats.
   *
   * @param owner frees it
   * @param values row after row
   */
  public static NDArray create(NDManager owner, float[] values, long... shape) {
    ByteBuffer memory = floats(values.length);
    memory.asFloatBuffer().put(values);
    return owner.create(memory, new Shape(shape), DataType.FLOAT32);
  }

  /**
   * A single number as an array, for products that a gradient is taken of. DJL's own operators of
   * arrays and numbers free the number at once, although PyTorch reads it again for the gradient.
   *
   * @param scope owns the array until after the gradient
   */
  public static NDArray scalar(NDManager scope, double value) {
    return create(scope, new float[] {(float) value});
  }
}
