package ai.adjutant.inference.runtime;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.capi.OrtCuda;
import ai.adjutant.inference.capi.OrtLibrary;
import ai.adjutant.inference.capi.SessionHandles;
import ai.adjutant.inference.kernel.AttentionNodes;
import ai.adjutant.inference.kernel.AttentionOperator;
import ai.adjutant.inference.platform.HugePages;
import ai.adjutant.inference.platform.LinuxRunQueueDelay;
import ai.adjutant.inference.platform.NativeLibraries;
import ai.adjutant.inference.platform.ProcessEnvironment;
import ai.adjutant.inference.platform.RunQueueDelay;
import ai.adjutant.inference.threads.IntraOpThreadController;
import ai.adjutant.inference.threads.PoolThreads;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime, loaded once for the process. Opens graphs; any thread may call.
 *
 * <p>There is nothing to close: the native environment lives as long as the process. ONNX Runtime's
 * binding releases it in a shutdown hook of the JVM, so graphs must be closed before a process
 * exits in a way that runs hooks.
 */
public final class OnnxRuntime {
  /**
   * How long a run's threads look out for work between two nodes before they fall asleep, where run
   * follows run: waking one takes longer than a small node does.
   */
  private static final Duration SPIN = Duration.ofNanos(100_000);

  /** The same where runs come now and then: a machine that was idle wakes threads more slowly. */
  private static final Duration LONE_SPIN = Duration.ofMillis(10);

  private final OrtEnvironment environment;
  private final boolean cuda;
  private final boolean adaptiveThreads;
  private final SessionHandles handles;

  private OnnxRuntime(
      OrtEnvironment environment, RuntimeSettings settings, SessionHandles handles) {
    this.environment = environment;
    cuda = settings.provider().usesCuda(CudaProbe::obstacle);
    adaptiveThreads = settings.adaptiveThreads();
    this.handles = handles;
  }

  /** Loads the native library, which runs graphs with all their threads. */
  public static OnnxRuntime load(Path nativeFolder) {
    return load(new RuntimeSettings(nativeFolder));
  }

  /**
   * Loads the native library; nothing is written anywhere but into the folder of the settings.
   *
   * @throws AdjutantException RUNTIME_MISSING when the library can't be unpacked or loaded, or is
   *     of another release; PROVIDER_MISSING when the settings ask for a GPU that can't be used
   */
  public static OnnxRuntime load(RuntimeSettings settings) {
    return load(settings, SessionHandles.REFLECTED);
  }

  static OnnxRuntime load(RuntimeSettings settings, SessionHandles handles) {
    // Later releases report home as soon as their environment is created, and no call of their own
    // interface is early enough.
    ProcessEnvironment.set("ORT_DISABLE_TELEMETRY", "1");
    NativeLibraries.provide(settings.nativeFolder().resolve("onnxruntime-" + OrtLibrary.VERSION));
    OrtLibrary.check();
    try {
      OrtEnvironment environment =
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "adjutant");
      return new OnnxRuntime(environment, settings, handles);
    } catch (LinkageError | IllegalStateException e) {
      throw OrtLibrary.unloadable(e);
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
    return open(
        name(file),
        threads,
        LONE_SPIN,
        options -> environment.createSession(file.toString(), options),
        this::shared);
  }

  /**
   * Opens a graph, as above, that one thread runs step after step, all of its weights in each: they
   * go into huge pages, or onto the GPU where there is one.
   *
   * @param ownAttention whether attention is computed by {@link ai.adjutant.inference.attention},
   *     where it can be, which is on the processor only
   * @throws AdjutantException GRAPH_REFUSED or MEMORY_MISSING
   */
  public Graph openForSteps(Path file, int threads, boolean ownAttention) {
    return openForSteps(file, threads, ownAttention, LinuxRunQueueDelay::new);
  }

  Graph openForSteps(Path file, int threads, boolean ownAttention, Supplier<RunQueueDelay> delays) {
    if (cuda) {
      return openPlain(file, threads);
    }
    HugePages pages = HugePages.watch();
    Graph graph =
        (ownAttention ? AttentionNodes.renamed(file) : Optional.<byte[]>empty())
            .flatMap(renamed -> openWithAttention(file, renamed, threads, delays))
            .orElseGet(() -> openPlain(file, threads));
    pages.collapse();
    return graph;
  }

  /**
   * A graph from its bytes, whose weights lie beside the file that they come from; empty where our
   * operator can't be added to a session.
   */
  private Optional<Graph> openWithAttention(
      Path file, byte[] renamed, int threads, Supplier<RunQueueDelay> delays) {
    String name = String.valueOf(file.getFileName());
    String folder = String.valueOf(file.toAbsolutePath().getParent());
    try (SessionOptions options = options(threads, SPIN)) {
      if (!AttentionOperator.addTo(options, handles)) {
        return Optional.empty();
      }
      options.addConfigEntry("session.model_external_initializers_file_folder_path", folder);
      @Nullable IntraOpThreadController controller =
          adaptiveThreads ? new IntraOpThreadController(threads, delays.get()) : null;
      OrtSession session =
          AttentionOperator.open(
              environment, renamed, options, new PoolThreads(threads, controller));
      return Optional.of(Graph.forSteps(name, environment, session, controller));
    } catch (OrtException e) {
      throw failure(e, name);
    }
  }

  private Graph openPlain(Path file, int threads) {
    return open(
        name(file),
        threads,
        SPIN,
        options -> {
          if (cuda) {
            addCuda(options);
          }
          return environment.createSession(file.toString(), options);
        },
        (name, session) -> Graph.forSteps(name, environment, session, null));
  }

  private void addCuda(SessionOptions options) {
    try {
      OrtCuda.addTo(handles.of(options));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the same was done when CUDA was tried", e);
    }
  }

  private static String name(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new AdjutantException(
          RuntimeReason.GRAPH_REFUSED, "there is no file " + file.getFileName());
    }
    return String.valueOf(file.getFileName());
  }

  /**
   * Opens a graph from its bytes, as above.
   *
   * @param name what messages call it
   * @param threads threads that one run may use, at least 1
   * @throws AdjutantException GRAPH_REFUSED or MEMORY_MISSING
   */
  public Graph open(String name, byte[] graph, int threads) {
    return open(
        name,
        threads,
        LONE_SPIN,
        options -> environment.createSession(graph, options),
        this::shared);
  }

  private Graph shared(String name, OrtSession session) throws OrtException {
    return Graph.shared(name, environment, session);
  }

  private Graph open(String name, int threads, Duration spin, Opening opening, Wrapping wrapping) {
    try (SessionOptions options = options(threads, spin)) {
      return wrapping.wrap(name, opening.open(options));
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
    return NativeOutOfMemory.of(e, name, "while it was opened").orElseGet(() -> refused(name, e));
  }

  private static AdjutantException refused(String name, OrtException e) {
    return new AdjutantException(
        RuntimeReason.GRAPH_REFUSED,
        name
            + " is no graph that ONNX Runtime "
            + OrtLibrary.VERSION
            + " can run ("
            + e.getCode()
            + "); export it again",
        e);
  }

  @FunctionalInterface
  private interface Opening {
    OrtSession open(SessionOptions options) throws OrtException;
  }

  @FunctionalInterface
  private interface Wrapping {
    Graph wrap(String name, OrtSession session) throws OrtException;
  }
}
