package ai.adjutant.inference.runtime;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.Optional;
import java.util.function.Supplier;

/** The hardware that language models are run on: setting {@code inference.provider}. */
public enum ExecutionProvider {
  /** An NVIDIA GPU where this build and this machine have one, or else the processor. */
  AUTO,
  /** The processor. */
  CPU,
  /** An NVIDIA GPU; without one nothing is started. */
  CUDA;

  /**
   * Whether graphs are run by CUDA.
   *
   * @param obstacle asked where it matters: what keeps CUDA from being used, and how to mend it;
   *     empty where nothing does
   * @throws AdjutantException PROVIDER_MISSING when CUDA is asked for and can't be used
   */
  boolean usesCuda(Supplier<Optional<String>> obstacle) {
    return switch (this) {
      case CPU -> false;
      case AUTO -> obstacle.get().isEmpty();
      case CUDA -> {
        obstacle
            .get()
            .ifPresent(what -> {
              throw new AdjutantException(
                  RuntimeReason.PROVIDER_MISSING,
                  "inference.provider is cuda, and "
                      + what
                      + "; with auto or cpu the processor is used");
            });
        yield true;
      }
    };
  }
}
