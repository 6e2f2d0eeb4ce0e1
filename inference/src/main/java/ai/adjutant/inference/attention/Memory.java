package ai.adjutant.inference.attention;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/** The process's memory by address. Nothing is checked here: callers know what they were given. */
final class Memory {
  /** Everything, so that an address is an offset; a constant, which the compiler sees through. */
  static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private Memory() {}

  static FloatVector floats(long address) {
    return FloatVector.fromMemorySegment(Lanes.SPECIES, ALL, address, ORDER);
  }

  static void store(FloatVector vector, long address) {
    vector.intoMemorySegment(ALL, address, ORDER);
  }

  static int integer(long address) {
    return ALL.get(ValueLayout.JAVA_INT, address);
  }

  static float real(long address) {
    return ALL.get(ValueLayout.JAVA_FLOAT, address);
  }

  static void real(long address, float value) {
    ALL.set(ValueLayout.JAVA_FLOAT, address, value);
  }

  static void copyFloats(long from, long to, long count) {
    MemorySegment.copy(ALL, from, ALL, to, count * Float.BYTES);
  }
}
