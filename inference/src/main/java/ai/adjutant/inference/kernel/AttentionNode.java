package ai.adjutant.inference.kernel;

import ai.adjutant.inference.attention.Attention;
import ai.adjutant.inference.attention.Operands;
import ai.adjutant.inference.attention.Rotary;
import ai.adjutant.inference.kernel.KernelContext.Operand;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * One node with attention: its attributes, and how its inputs and outputs become operands.
 *
 * @param heads query heads
 * @param kvHeads heads of keys and values
 * @param rotary whether queries and keys are rotated
 * @param interleaved whether neighbouring numbers make a pair
 * @param scale of products; 0 for one over the square root of the head's length
 */
record AttentionNode(int heads, int kvHeads, boolean rotary, boolean interleaved, float scale) {
  /**
   * The work of one run.
   *
   * @throws IllegalArgumentException when shapes do not fit together or a row not into its memory
   */
  Attention attention(KernelContext context) {
    Attention attention = new Attention(operands(context));
    if (!attention.fits()) {
      throw new IllegalArgumentException(
          "a row is longer than the KV cache, or than the tables of positions");
    }
    return attention;
  }

  private Operands operands(KernelContext context) {
    Operand query = context.input(0);
    Operand key = context.input(1);
    Operand value = context.input(2);
    Operand keys = context.input(3);
    Operand values = context.input(4);
    Operand lengths = context.input(5);
    Operand total = context.input(6);
    int batch = (int) query.shape()[0];
    int sequence = (int) query.shape()[1];
    int capacity = (int) keys.shape()[2];
    int headLength = (int) keys.shape()[3];
    int queryLength = heads * headLength;
    int keyLength = kvHeads * headLength;
    boolean packed = key.address() == 0;
    int stride = (int) query.shape()[2];
    // Nothing checks an address later: what is wrong here would be read beyond its end.
    long[] fresh = {batch, sequence, keyLength};
    fit(kvHeads > 0 && heads > 0 && heads % kvHeads == 0, "heads");
    fit(stride == (packed ? queryLength + 2 * keyLength : queryLength), "queries");
    fit(packed || Arrays.equals(key.shape(), fresh), "keys");
    fit(packed || Arrays.equals(value.shape(), fresh), "values");
    fit(keys.shape()[0] >= batch && keys.shape()[1] == kvHeads, "cached keys");
    fit(headLength % 8 == 0 && Arrays.equals(keys.shape(), values.shape()), "cached values");
    fit(elements(lengths) >= batch && elements(total) == 1, "lengths");
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
        inPlace(keys, context.output(1, memory)),
        inPlace(values, context.output(2, memory)),
        lengths.address(),
        sequence == integer(total.address()),
        rotary(context, headLength),
        context.output(0, batch, sequence, queryLength));
  }

  private static void fit(boolean fits, String what) {
    if (!fits) {
      throw new IllegalArgumentException("the shape of " + what + " does not fit the others");
    }
  }

  private static long elements(Operand operand) {
    long elements = 1;
    for (long length : operand.shape()) {
      elements *= length;
    }
    return elements;
  }

  private Rotary rotary(KernelContext context, int headLength) {
    if (!rotary) {
      return Rotary.NONE;
    }
    Operand cosines = context.input(7);
    Operand sines = context.input(8);
    fit(Arrays.equals(cosines.shape(), sines.shape()), "sines");
    int positions = (int) cosines.shape()[0];
    int half = (int) cosines.shape()[1];
    fit(2 * half <= headLength, "cosines");
    return new Rotary(positions, half, cosines.address(), sines.address(), interleaved);
  }

  /** Memory that is not the same tensor before and after is copied first. */
  private static long inPlace(Operand before, long after) {
    if (before.address() != after) {
      long bytes = elements(before) * Float.BYTES;
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
