package ai.adjutant.inference.runtime;

import ai.adjutant.inference.attention.Attention;
import ai.adjutant.inference.attention.Operands;
import ai.adjutant.inference.attention.Rotary;
import ai.adjutant.inference.runtime.KernelCall.Operand;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * One node with attention: its attributes, and how its inputs and outputs become operands.
 *
 * @param heads query heads
 * @param kvHeads heads of keys and values
 * @param rotary whether queries and keys are turned
 * @param interleaved whether neighbours are turned together
 * @param scale of products; 0 for one over the square root of the head's length
 */
record AttentionNode(int heads, int kvHeads, boolean rotary, boolean interleaved, float scale) {
  /**
   * The work of one run.
   *
   * @throws IllegalArgumentException when shapes do not fit together or a row not into its memory
   */
  Attention attention(KernelCall call) throws Throwable {
    Attention attention = new Attention(operands(call));
    if (!attention.fits()) {
      throw new IllegalArgumentException("a row is longer than the memory of keys and values");
    }
    return attention;
  }

  private Operands operands(KernelCall call) throws Throwable {
    Operand query = call.input(0);
    Operand key = call.input(1);
    Operand value = call.input(2);
    Operand keys = call.input(3);
    Operand values = call.input(4);
    Operand lengths = call.input(5);
    Operand total = call.input(6);
    int batch = (int) query.shape()[0];
    int sequence = (int) query.shape()[1];
    int capacity = (int) keys.shape()[2];
    int headLength = (int) keys.shape()[3];
    int queryLength = heads * headLength;
    int keyLength = kvHeads * headLength;
    boolean packed = key.address() == 0;
    int stride = (int) query.shape()[2];
    if (keys.shape()[0] < batch
        || keys.shape()[1] != kvHeads
        || stride != (packed ? queryLength + 2 * keyLength : queryLength)
        || headLength % 8 != 0) {
      throw new IllegalArgumentException("shapes that do not fit together");
    }
    long keyBytes = (long) keyLength * Float.BYTES;
    long newKey = packed ? query.address() + (long) queryLength * Float.BYTES : key.address();
    long[] memory = keys.shape();
    return new Operands(
        heads,
        kvHeads,
        headLength,
        scale == 0 ? (float) (1 / Math.sqrt(headLength)) : scale,
        batch,
        sequence,
        capacity,
        query.address(),
        stride,
        newKey,
        packed ? newKey + keyBytes : value.address(),
        packed ? stride : keyLength,
        inPlace(keys, call.output(1, memory)),
        inPlace(values, call.output(2, memory)),
        lengths.address(),
        sequence == integer(total.address()),
        rotary(call),
        call.output(0, batch, sequence, queryLength));
  }

  private Rotary rotary(KernelCall call) throws Throwable {
    if (!rotary) {
      return Rotary.NONE;
    }
    Operand cosines = call.input(7);
    Operand sines = call.input(8);
    return new Rotary((int) cosines.shape()[1], cosines.address(), sines.address(), interleaved);
  }

  /** Memory that is not the same tensor before and after is copied first. */
  private static long inPlace(Operand before, long after) {
    if (before.address() != after) {
      long bytes = Float.BYTES;
      for (long length : before.shape()) {
        bytes *= length;
      }
      MemorySegment.ofAddress(after)
          .reinterpret(bytes)
          .copyFrom(MemorySegment.ofAddress(before.address()).reinterpret(bytes));
    }
    return after;
  }

  private static int integer(long address) {
    return MemorySegment.ofAddress(address).reinterpret(Integer.BYTES).get(ValueLayout.JAVA_INT, 0);
  }
}
