package ai.adjutant.inference.runtime;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;

/**
 * Functions of ONNX Runtime's C interface that its Java binding lacks: what an operator of one's
 * own needs. Loaded with the first graph that has one, when the library has long been there. Their
 * positions in the table are part of the C interface, which only grows at its end.
 *
 * <p>Pointers are longs. Functions that return a status return 0 when all is well.
 */
final class NativeApi {
  private static final int VERSION = 28;
  private static final int FUNCTIONS = 300;
  private static final Linker LINKER = Linker.nativeLinker();
  private static final MemorySegment TABLE = table();

  static final MethodHandle CREATE_STATUS = brief(0, JAVA_INT, JAVA_LONG);
  static final MethodHandle CREATE_DOMAIN = function(26, JAVA_LONG, JAVA_LONG);
  static final MethodHandle ADD_OPERATOR = function(27, JAVA_LONG, JAVA_LONG);
  static final MethodHandle ADD_DOMAIN = function(28, JAVA_LONG, JAVA_LONG);
  static final MethodHandle TENSOR_DATA = brief(51, JAVA_LONG, JAVA_LONG);
  static final MethodHandle DIMENSION_COUNT = brief(61, JAVA_LONG, JAVA_LONG);
  static final MethodHandle DIMENSIONS = brief(62, JAVA_LONG, JAVA_LONG, JAVA_LONG);
  static final MethodHandle TENSOR_SHAPE = brief(65, JAVA_LONG, JAVA_LONG);
  static final MethodHandle FLOAT_ATTRIBUTE = brief(85, JAVA_LONG, JAVA_LONG, JAVA_LONG);
  static final MethodHandle INTEGER_ATTRIBUTE = brief(86, JAVA_LONG, JAVA_LONG, JAVA_LONG);
  static final MethodHandle INPUT_COUNT = brief(88, JAVA_LONG, JAVA_LONG);
  static final MethodHandle INPUT = brief(90, JAVA_LONG, JAVA_LONG, JAVA_LONG);
  static final MethodHandle OUTPUT =
      function(91, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
  static final MethodHandle RELEASE_STATUS = release(93);
  static final MethodHandle RELEASE_SHAPE = release(99);

  /** Context, function, tasks, batches (0: as it likes), what the function is given. */
  static final MethodHandle PARALLEL =
      function(274, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  private NativeApi() {}

  private static MemorySegment table() {
    Path folder = Path.of(System.getProperty(NativeLibraries.PATH_PROPERTY, ""));
    Path library = folder.resolve(System.mapLibraryName("onnxruntime"));
    SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
    try {
      AddressLayout functions = ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(2, ADDRESS));
      MethodHandle base =
          LINKER.downcallHandle(
              symbols.findOrThrow("OrtGetApiBase"), FunctionDescriptor.of(functions));
      MemorySegment getApi = ((MemorySegment) base.invoke()).getAtIndex(ADDRESS, 0);
      AddressLayout entries =
          ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(FUNCTIONS, ADDRESS));
      MethodHandle get = LINKER.downcallHandle(getApi, FunctionDescriptor.of(entries, JAVA_INT));
      return (MemorySegment) get.invoke(VERSION);
    } catch (Throwable e) {
      throw new IllegalStateException("ONNX Runtime's C interface can't be reached", e);
    }
  }

  private static MethodHandle function(int position, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        TABLE.getAtIndex(ADDRESS, position), FunctionDescriptor.of(JAVA_LONG, arguments));
  }

  /** A function that returns at once and calls nobody. */
  private static MethodHandle brief(int position, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        TABLE.getAtIndex(ADDRESS, position),
        FunctionDescriptor.of(JAVA_LONG, arguments),
        Linker.Option.critical(false));
  }

  /** Address of a static method as a function of C, for as long as the process lives. */
  static long upcall(MethodHandles.Lookup lookup, String method, FunctionDescriptor signature) {
    try {
      MethodHandle target =
          lookup.findStatic(lookup.lookupClass(), method, signature.toMethodType());
      return LINKER.upcallStub(target, signature, Arena.global()).address();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(method, e);
    }
  }

  private static MethodHandle release(int position) {
    return LINKER.downcallHandle(
        TABLE.getAtIndex(ADDRESS, position),
        FunctionDescriptor.ofVoid(JAVA_LONG),
        Linker.Option.critical(false));
  }
}
