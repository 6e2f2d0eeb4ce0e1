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
import java.util.Optional;

/**
 * ONNX Runtime, loaded once for the process. Opens graphs; any thread may call. There is nothing to
 * close: the native environment lives as long as the process.
 */
public final class OnnxRuntime {
  /** The release whose libraries are unpacked; part of their folder's name. */
  static final String VERSION = "1.28.0";

  /**
   * How long a run's threads look out for work between two nodes before they fall asleep, where run
   * follows run: waking one takes longer than a small node does.
   */
  private static final Duration SPIN = Duration.ofNanos(100_000);

  /** The same where runs come now and then: a machine that was idle wakes threads more slowly. */
  private static final Duration LONE_SPIN = Duration.ofMillis(10);

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
   * Opens a graph from its file; external data beside it is found. Runs come now and then, or have
   * one thread.
   *
   * @param threads threads that one run may use, at least 1
   * @throws AdjutantException GRAPH_REFUSED or MEMORY_MISSING
   */
  public Graph open(Path file, int threads) {
    return open(file, threads, LONE_SPIN);
  }

  /**
   * Opens a graph, as above, that is run step after step, all of its weights in each: they go into
   * huge pages. Where attention is ours, a run takes fewer threads while others want the cores, if
   * that makes it faster. One thread runs it.
   *
   * @param ownAttention whether attention is computed by {@link ai.adjutant.inference.attention},
   *     where it can be
   * @throws AdjutantException GRAPH_REFUSED or MEMORY_MISSING
   */
  public Graph openForSteps(Path file, int threads, boolean ownAttention) {
    return openForSteps(file, threads, ownAttention, new LinuxCoreWaits());
  }

  Graph openForSteps(Path file, int threads, boolean ownAttention, CoreWaits waits) {
    HugePages pages = HugePages.watch();
    Graph graph =
        (ownAttention ? AttentionNodes.renamed(file) : Optional.<byte[]>empty())
            .map(renamed -> openWithAttention(file, renamed, new Crew(threads, waits)))
            .orElseGet(() -> open(file, threads, SPIN));
    pages.collapse();
    return graph;
  }

  /** A graph from its bytes, whose weights lie beside the file that they come from. */
  private Graph openWithAttention(Path file, byte[] renamed, Crew crew) {
    String name = String.valueOf(file.getFileName());
    String folder = String.valueOf(file.toAbsolutePath().getParent());
    try (SessionOptions options = options(crew.threads(), SPIN)) {
      options.addConfigEntry("session.model_external_initializers_file_folder_path", folder);
      OrtSession session =
          AttentionOperator.open(environment, renamed, options, crew, crew.threads());
      return new Graph(name, environment, session, crew);
    } catch (OrtException e) {
      throw failure(e, name);
    }
  }

  private Graph open(Path file, int threads, Duration spin) {
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
   * Opens a graph from its bytes, as above.
   *
   * @param name what messages call it
   * @param threads threads that one run may use, at least 1
   * @throws AdjutantException GRAPH_REFUSED or MEMORY_MISSING
   */
  public Graph open(String name, byte[] graph, int threads) {
    return open(name, threads, LONE_SPIN, options -> environment.createSession(graph, options));
  }

  private Graph open(String name, int threads, Duration spin, Opening opening) {
    try (SessionOptions options = options(threads, spin)) {
      return new Graph(name, environment, opening.open(options), null);
    } catch (OrtException e) {
      throw failure(e, name);
    }
  }

  private static SessionOptions options(int threads, Duration spin) throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    // Without a bound they spin until they get work, at twenty times the work's processor time.
    options.addConfigEntry("session.intra_op.allow_spinning", threads > 1 ? "1" : "0");
    options.addConfigEntry(
        "session.intra_op.spin_duration_us", Long.toString(spin.toNanos() / 1_000));
    options.addConfigEntry("session.inter_op.allow_spinning", "0");
    return options;
  }

  private static AdjutantException failure(OrtException e, String name) {
    return Shortage.of(e, name, "while it was opened").orElseGet(() -> refused(name, e));
  }

  private static AdjutantException refused(String name, OrtException e) {
    return new AdjutantException(
        RuntimeReason.GRAPH_REFUSED,
        name
            + " is no graph that ONNX Runtime "
            + VERSION
            + " can run ("
            + e.getCode()
            + "); export it again",
        e);
  }

  @FunctionalInterface
  private interface Opening {
    OrtSession open(SessionOptions options) throws OrtException;
  }
}
