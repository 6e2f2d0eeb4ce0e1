package ai.adjutant.inference.runtime;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.platform.PlatformReason;
import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Recognises failures of ONNX Runtime for want of native memory. It has no code for them, so their
 * words have to do; they fail the request, and the process goes on.
 */
final class NativeOutOfMemory {
  /** What the C++ libraries of the platforms and ONNX Runtime's own allocators say. */
  static final List<String> WORDS =
      List.of(
          "bad_alloc",
          "bad allocation",
          "failed to allocate memory",
          "is smaller than requested bytes");

  private NativeOutOfMemory() {}

  /**
   * The failure to throw when memory was wanting.
   *
   * @param when what was done meanwhile, such as {@code "while it ran"}
   */
  static Optional<AdjutantException> of(OrtException e, String graph, String when) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (WORDS.stream().noneMatch(message::contains)) {
      return Optional.empty();
    }
    return Optional.of(
        new AdjutantException(
            PlatformReason.MEMORY_MISSING,
            "memory ran out for "
                + graph
                + " "
                + when
                + "; unload another model, take a smaller variant, allow fewer sequences or give"
                + " the process more",
            e));
  }
}
