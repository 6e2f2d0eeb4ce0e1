package ai.adjutant.inference.runtime;

import ai.adjutant.chassis.error.AdjutantException;
import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells failures for want of memory from all others. ONNX Runtime has no code for them, so their
 * words have to do.
 */
final class Shortage {
  /** What the C++ libraries of the platforms and ONNX Runtime's own allocators say. */
  private static final List<String> WORDS =
      List.of(
          "bad_alloc",
          "bad allocation",
          "failed to allocate memory",
          "is smaller than requested bytes");

  private Shortage() {}

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
            RuntimeReason.MEMORY_MISSING,
            "memory ran out for "
                + graph
                + " "
                + when
                + "; unload another model, take a smaller variant, allow fewer sequences or give the"
                + " process more",
            e));
  }
}
