package ai.adjutant.inference.engine;

/**
 * How much one language model may take of the machine.
 *
 * @param threads threads of one step, 1 to 256
 * @param sequencesMax sequences that are under way at once, 1 to 64
 * @param queueMax requests that may wait, 1 to 10,000
 * @param cacheBytesMax memory of keys and values, at least 1 MiB
 * @param byteCache whether graphs that remember keys and values in bytes are served
 * @param ownAttention whether attention is computed here where it can be, or by ONNX Runtime
 */
public record EngineSettings(
    int threads,
    int sequencesMax,
    int queueMax,
    long cacheBytesMax,
    boolean byteCache,
    boolean ownAttention) {
  /** Checks the ranges. */
  public EngineSettings {
    check("threads", threads, 1, 256);
    check("sequencesMax", sequencesMax, 1, 64);
    check("queueMax", queueMax, 1, 10_000);
    check("cacheBytesMax", cacheBytesMax, 1 << 20, Long.MAX_VALUE);
  }

  /** The same, only graphs that remember in floats, and attention computed here. */
  public EngineSettings(int threads, int sequencesMax, int queueMax, long cacheBytesMax) {
    this(threads, sequencesMax, queueMax, cacheBytesMax, false, true);
  }

  private static void check(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(name + " is " + value + ", not " + least + " to " + most);
    }
  }
}
