package ai.adjutant.inference.runtime;

import java.nio.file.Path;

/**
 * How graphs are run in this process.
 *
 * @param nativeFolder where native libraries are unpacked once and kept
 * @param provider the hardware that language models are run on
 * @param adaptiveThreads whether runs of language models take fewer threads while others want the
 *     cores, if that is measured to be faster
 */
public record RuntimeSettings(
    Path nativeFolder, ExecutionProvider provider, boolean adaptiveThreads) {
  /** The same on the processor, with all threads at all times. */
  public RuntimeSettings(Path nativeFolder) {
    this(nativeFolder, ExecutionProvider.CPU, false);
  }
}
