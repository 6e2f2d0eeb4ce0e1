package ai.adjutant.inference.kernel;

import ai.adjutant.inference.capi.OrtApi;
import ai.adjutant.inference.capi.OrtStatus;
import ai.adjutant.inference.platform.Native;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** One call of a kernel of ours: its inputs and outputs by position. For the thread that calls. */
final class KernelContext {
  /** Longest shape that is asked for. */
  private static final int RANK_MAX = 8;

  private final long context;
  private final Answers answers;
  private final int inputs;

  /** Memory that the C interface writes its answers into, one a thread. */
  private static final class Answers {
    private static final ThreadLocal<Answers> KEPT = ThreadLocal.withInitial(Answers::new);

    private final MemorySegment memory = Arena.ofAuto().allocate((2 + RANK_MAX) * 8L, 8);
    private final long pointer = memory.address();
    private final long shape = pointer + 2 * Long.BYTES;

    long pointer() {
      return memory.getAtIndex(ValueLayout.JAVA_LONG, 0);
    }

    long[] shape(int rank) {
      long[] lengths = new long[rank];
      for (int i = 0; i < rank; i++) {
        lengths[i] = memory.getAtIndex(ValueLayout.JAVA_LONG, 2L + i);
      }
      return lengths;
    }

    void shape(long... lengths) {
      for (int i = 0; i < lengths.length; i++) {
        memory.setAtIndex(ValueLayout.JAVA_LONG, 2L + i, lengths[i]);
      }
    }
  }

  KernelContext(long context) {
    this.context = context;
    answers = Answers.KEPT.get();
    long target = answers.pointer;
    OrtStatus.check(() -> (long) OrtApi.INPUT_COUNT.invokeExact(context, target));
    inputs = (int) answers.pointer();
  }

  /** A tensor: where its values lie, and its shape. */
  record Operand(long address, long[] shape) {
    static final Operand ABSENT = new Operand(0, new long[0]);
  }

  /** An input; ABSENT where the node leaves it out. */
  Operand input(int position) {
    if (position >= inputs) {
      return Operand.ABSENT;
    }
    long target = answers.pointer;
    OrtStatus.check(() -> (long) OrtApi.INPUT.invokeExact(context, (long) position, target));
    long value = answers.pointer();
    if (value == 0) {
      return Operand.ABSENT;
    }
    return new Operand(data(value), shape(value));
  }

  private long[] shape(long value) {
    long target = answers.pointer;
    OrtStatus.check(() -> (long) OrtApi.TENSOR_SHAPE.invokeExact(value, target));
    long info = answers.pointer();
    try {
      OrtStatus.check(() -> (long) OrtApi.DIMENSION_COUNT.invokeExact(info, target));
      int rank = (int) answers.pointer();
      if (rank > RANK_MAX) {
        throw new IllegalArgumentException("an input of rank " + rank);
      }
      long lengths = answers.shape;
      OrtStatus.check(() -> (long) OrtApi.DIMENSIONS.invokeExact(info, lengths, (long) rank));
      return answers.shape(rank);
    } finally {
      long unused =
          Native.call(() -> {
            OrtApi.RELEASE_SHAPE.invokeExact(info);
            return 0;
          });
    }
  }

  /** Where an output of this shape is to be written. */
  long output(int position, long... shape) {
    answers.shape(shape);
    long lengths = answers.shape;
    long target = answers.pointer;
    OrtStatus.check(() ->
        (long)
            OrtApi.OUTPUT.invokeExact(
                context, (long) position, lengths, (long) shape.length, target));
    return data(answers.pointer());
  }

  private long data(long value) {
    long target = answers.pointer;
    OrtStatus.check(() -> (long) OrtApi.TENSOR_DATA.invokeExact(value, target));
    return answers.pointer();
  }
}
