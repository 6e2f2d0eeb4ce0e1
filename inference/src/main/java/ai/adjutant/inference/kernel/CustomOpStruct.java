package ai.adjutant.inference.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The C interface's {@code OrtCustomOp}: a version, and addresses of functions by their position.
 * Those that are not set are 0, which the interface allows for what is not used.
 */
final class CustomOpStruct {
  /** The version of the C interface whose layout this is; later ones read no further. */
  static final int VERSION = 16;

  static final int NAME = 2;
  static final int PROVIDER = 3;
  static final int INPUT_TYPE = 4;
  static final int INPUT_COUNT = 5;
  static final int OUTPUT_TYPE = 6;
  static final int OUTPUT_COUNT = 7;
  static final int DESTROY = 9;
  static final int INPUT_NEEDED = 10;
  static final int OUTPUT_NEEDED = 11;
  static final int MEMORY_TYPE = 12;
  static final int CREATE = 17;
  static final int COMPUTE = 18;

  private static final int POSITIONS = 26;

  private final MemorySegment structure =
      Arena.global().allocateFrom(JAVA_LONG, new long[POSITIONS]);

  CustomOpStruct() {
    structure.set(JAVA_INT, 0, VERSION);
  }

  /** Sets a function. */
  CustomOpStruct with(int position, long function) {
    structure.setAtIndex(JAVA_LONG, position, function);
    return this;
  }

  long address() {
    return structure.address();
  }
}
