package ai.adjutant.inference.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** One call of a kernel of ours: its inputs and outputs by position. For the thread that calls. */
final class KernelCall {
  /** Longest shape that is asked for. */
  private static final int RANK_MAX = 8;

  private final long context;
  private final Room room;
  private final int inputs;

  /** Memory through which the C interface answers, one a thread. */
  private static final class Room {
    private static final ThreadLocal<Room> KEPT = ThreadLocal.withInitial(Room::new);

    private final MemorySegment memory = Arena.ofAuto().allocate((2 + RANK_MAX) * 8L, 8);
    private final long answer = memory.address();
    private final long shape = answer + 2 * Long.BYTES;

    long answer() {
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

  KernelCall(long context) throws Throwable {
    this.context = context;
    room = Room.KEPT.get();
    check((long) NativeApi.INPUT_COUNT.invokeExact(context, room.answer));
    inputs = (int) room.answer();
  }

  /** A tensor: where its values lie, and its shape. */
  record Operand(long address, long[] shape) {
    static final Operand ABSENT = new Operand(0, new long[0]);
  }

  /** An input; ABSENT where the node leaves it out. */
  Operand input(int position) throws Throwable {
    if (position >= inputs) {
      return Operand.ABSENT;
    }
    check((long) NativeApi.INPUT.invokeExact(context, (long) position, room.answer));
    long value = room.answer();
    if (value == 0) {
      return Operand.ABSENT;
    }
    check((long) NativeApi.TENSOR_SHAPE.invokeExact(value, room.answer));
    long info = room.answer();
    check((long) NativeApi.DIMENSION_COUNT.invokeExact(info, room.answer));
    int rank = (int) room.answer();
    int known = Math.min(rank, RANK_MAX);
    check((long) NativeApi.DIMENSIONS.invokeExact(info, room.shape, (long) known));
    NativeApi.RELEASE_SHAPE.invokeExact(info);
    if (rank > RANK_MAX) {
      throw new IllegalArgumentException("an input of rank " + rank);
    }
    long[] shape = room.shape(rank);
    return new Operand(data(value), shape);
  }

  /** Where an output of this shape is to be written. */
  long output(int position, long... shape) throws Throwable {
    room.shape(shape);
    check(
        (long)
            NativeApi.OUTPUT.invokeExact(
                context, (long) position, room.shape, (long) shape.length, room.answer));
    return data(room.answer());
  }

  private long data(long value) throws Throwable {
    check((long) NativeApi.TENSOR_DATA.invokeExact(value, room.answer));
    return room.answer();
  }

  static void check(long status) throws Throwable {
    if (status != 0) {
      NativeApi.RELEASE_STATUS.invokeExact(status);
      throw new IllegalStateException("ONNX Runtime refused a call from a kernel");
    }
  }
}
