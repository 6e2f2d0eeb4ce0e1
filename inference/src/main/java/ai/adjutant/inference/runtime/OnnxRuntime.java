package ai.adjutant.inference.runtime;

import ai.adjutant.chassis.error.AdjutantException;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * ONNX Runtime, loaded once for the process. Opens graphs; any thread may call. There is nothing to
 * close: the native environment lives as long as the process.
 */
public final class OnnxRuntime {
  /** The release whose libraries are unpacked; part of their folder's name. */
  static final String VERSION = "1.28.0";

  private final OrtEnvironment environment;

  private OnnxRuntime(OrtEnvironment environment) {
    this.environment = environment;
  }

  /**
   * Loads the native library; nothing is written anywhere but into the folder.
   *
   * @param nativeFolder where native libraries are unpacked once and kept
   * @throws AdjutantException RUNTIME_MISSING when the library can't be unpacked or loaded
   */
  public static OnnxRuntime load(Path nativeFolder) {
    TelemetryGuard.close();
    NativeLibraries.provide(nativeFolder.resolve("onnxruntime-" + VERSION));
    try {
      return new OnnxRuntime(
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "adjutant"));
    } catch (LinkageError | IllegalStateException e) {
      throw new AdjutantException(
          RuntimeReason.RUNTIME_MISSING,
          "the native library of ONNX Runtime "
              + VERSION
              + " can't be loaded on this platform ("
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + "); it needs 64-bit Linux with glibc, macOS or Windows",
          e);
    }
  }

  /** Version of the native library. */
  public String version() {
    return environment.getVersion();
  }

  /**
   * Opens a graph from its file; external data beside it is found. Its threads sleep as soon as
   * they have nothing to do.
   *
   * @param threads threads that one run may use, at least 1
   * @throws AdjutantException GRAPH_REFUSED
   */
  public Graph open(Path file, int threads) {
    return open(file, threads, Duration.ZERO);
  }

  /**
   * Opens a graph as above.
   *
   * @param spin how long a thread looks out for more work before it sleeps. Waking it takes longer
   *     than a small node does; looking out takes a processor.
   * @throws AdjutantException GRAPH_REFUSED
   */
  public Graph open(Path file, int threads, Duration spin) {
    if (!Files.isRegularFile(file)) {
      throw new AdjutantException(
          RuntimeReason.GRAPH_REFUSED, "there is no file " + file.getFileName());
    }
    return open(
        String.valueOf(file.getFileName()),
        threads,
        spin,
        options -> environment.createSession(file.toString(), options));
  }

  /**
   * Opens a graph from its bytes.
   *
   * @param name what messages call it
   * @param threads threads that one run may use, at least 1
   * @throws AdjutantException GRAPH_REFUSED
   */
  public Graph open(String name, byte[] graph, int threads) {
    return open(name, threads, Duration.ZERO, options -> environment.createSession(graph, options));
  }

  private Graph open(String name, int threads, Duration spin, Opening opening) {
    HugePages pages = HugePages.watch();
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // Threads that spin until they get work cost twenty times the processor time of the work.
      options.addConfigEntry("session.intra_op.allow_spinning", spin.isZero() ? "0" : "1");
      if (!spin.isZero()) {
        options.addConfigEntry(
            "session.intra_op.spin_duration_us", Long.toString(spin.toNanos() / 1_000));
      }
      options.addConfigEntry("session.inter_op.allow_spinning", "0");
      OrtSession session = opening.open(options);
      pages.collapse();
      return new Graph(name, environment, session);
    } catch (OrtException e) {
      throw new AdjutantException(
          RuntimeReason.GRAPH_REFUSED,
          name
              + " is no graph that ONNX Runtime "
              + VERSION
              + " can run ("
              + e.getCode()
              + "); export it again",
          e);
    }
  }

  @FunctionalInterface
  private interface Opening {
    OrtSession open(SessionOptions options) throws OrtException;
  }
}
