package ai.adjutant.inference.capi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * Functions of ONNX Runtime's C interface that its Java binding lacks. Their positions in the table
 * are part of the interface, which only grows at its end. Made on first use, when the library has
 * long been loaded; on failure every later use fails with a {@link LinkageError}.
 *
 * <p>Pointers are longs. Functions that return a status return 0 on success; {@link OrtStatus}
 * reads the others.
 */
public final class OrtApi {
  /** Longer than the last position that is used, shorter than the table of this version. */
  static final int FUNCTIONS = 300;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MemorySegment TABLE = table();

  /** {@code CreateStatus}: code, message. */
  static final MethodHandle CREATE_STATUS = brief(0, JAVA_INT, JAVA_LONG);

  static final MethodHandle ERROR_CODE =
      handle(1, FunctionDescriptor.of(JAVA_INT, JAVA_LONG), Linker.Option.critical(false));
  static final MethodHandle ERROR_MESSAGE = brief(2, JAVA_LONG);

  /** {@code CreateCustomOpDomain}: name, where the domain is written. */
  public static final MethodHandle CREATE_DOMAIN = function(26, JAVA_LONG, JAVA_LONG);

  /** {@code CustomOpDomain_Add}: domain, operator. */
  public static final MethodHandle ADD_OPERATOR = function(27, JAVA_LONG, JAVA_LONG);

  /** {@code AddCustomOpDomain}: session options, domain. */
  public static final MethodHandle ADD_DOMAIN = function(28, JAVA_LONG, JAVA_LONG);

  /** {@code GetTensorMutableData}: value, where the address is written. */
  public static final MethodHandle TENSOR_DATA = brief(51, JAVA_LONG, JAVA_LONG);

  /** {@code GetDimensionsCount}: shape, where the count is written. */
  public static final MethodHandle DIMENSION_COUNT = brief(61, JAVA_LONG, JAVA_LONG);

  /** {@code GetDimensions}: shape, where the lengths are written, how many. */
  public static final MethodHandle DIMENSIONS = brief(62, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  /** {@code GetTensorTypeAndShape}: value, where the shape is written. */
  public static final MethodHandle TENSOR_SHAPE = brief(65, JAVA_LONG, JAVA_LONG);

  /** {@code KernelInfoGetAttribute_float}: info, name, where the value is written. */
  public static final MethodHandle FLOAT_ATTRIBUTE = brief(85, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  /** {@code KernelInfoGetAttribute_int64}: info, name, where the value is written. */
  public static final MethodHandle INTEGER_ATTRIBUTE = brief(86, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  /** {@code KernelContext_GetInputCount}: context, where the count is written. */
  public static final MethodHandle INPUT_COUNT = brief(88, JAVA_LONG, JAVA_LONG);

  /** {@code KernelContext_GetInput}: context, position, where the value is written. */
  public static final MethodHandle INPUT = brief(90, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  /** {@code KernelContext_GetOutput}: context, position, lengths, how many, where to write. */
  public static final MethodHandle OUTPUT =
      function(91, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  static final MethodHandle RELEASE_STATUS = release(93);

  /** {@code ReleaseTensorTypeAndShapeInfo}: shape. */
  public static final MethodHandle RELEASE_SHAPE = release(99);

  /** {@code SessionOptionsAppendExecutionProvider_CUDA_V2}: session options, CUDA options. */
  static final MethodHandle ADD_CUDA = function(204, JAVA_LONG, JAVA_LONG);

  /** {@code CreateCUDAProviderOptions}: where the options are written. */
  static final MethodHandle CREATE_CUDA_OPTIONS = function(205, JAVA_LONG);

  /** {@code UpdateCUDAProviderOptions}: options, keys, values, how many. */
  static final MethodHandle UPDATE_CUDA_OPTIONS =
      function(206, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  /** {@code ReleaseCUDAProviderOptions}: options. */
  static final MethodHandle RELEASE_CUDA_OPTIONS = release(208);

  /**
   * {@code KernelContext_ParallelFor}: context, function, parts, batches (0: as it likes), data.
   */
  public static final MethodHandle PARALLEL =
      function(274, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  private OrtApi() {}

  private static MemorySegment table() {
    return OrtLibrary.ofProcess().table(FUNCTIONS);
  }

  private static MethodHandle function(int position, MemoryLayout... arguments) {
    return handle(position, FunctionDescriptor.of(JAVA_LONG, arguments));
  }

  /** A function that returns at once and calls nobody. */
  private static MethodHandle brief(int position, MemoryLayout... arguments) {
    return handle(
        position, FunctionDescriptor.of(JAVA_LONG, arguments), Linker.Option.critical(false));
  }

  private static MethodHandle release(int position) {
    return handle(position, FunctionDescriptor.ofVoid(JAVA_LONG), Linker.Option.critical(false));
  }

  private static MethodHandle handle(
      int position, FunctionDescriptor signature, Linker.Option... options) {
    MemorySegment function = TABLE.getAtIndex(ADDRESS, position);
    if (function.address() == 0) {
      throw new IllegalStateException(
          "ONNX Runtime's C interface has no function at position " + position);
    }
    return LINKER.downcallHandle(function, signature, options);
  }

  /** Address of a static method as a function of C, for as long as the process lives. */
  public static long callback(
      MethodHandles.Lookup lookup, String method, FunctionDescriptor signature) {
    try {
      MethodHandle target =
          lookup.findStatic(lookup.lookupClass(), method, signature.toMethodType());
      return LINKER.upcallStub(target, signature, Arena.global()).address();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(method, e);
    }
  }
}
