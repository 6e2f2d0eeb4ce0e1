package ai.adjutant.tuner.torch;

import ai.adjutant.chassis.error.AdjutantException;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** PyTorch's native libraries, loaded once in a process. Any thread may call. */
public final class Torch {
  private final Engine engine;

  private Torch(Engine engine) {
    this.engine = engine;
  }

  /**
   * Loads the libraries; on the first use some 430 MB are unpacked.
   *
   * @param libraries folder that they are unpacked to
   * @throws AdjutantException TORCH_UNAVAILABLE
   */
  public static Torch start(Path libraries) {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("DJL_CACHE_DIR", libraries.toAbsolutePath().toString());
    try {
      Files.createDirectories(libraries);
      return new Torch(Engine.getEngine("PyTorch"));
    } catch (EngineException | IllegalArgumentException | IOException | UnsatisfiedLinkError e) {
      throw new AdjutantException(
          TorchReason.TORCH_UNAVAILABLE,
          "PyTorch can't be loaded from "
              + libraries
              + "; it needs 500 MB of space there, and Linux on x86-64",
          e);
    }
  }

  /** The version of PyTorch. */
  public String version() {
    return engine.getVersion();
  }

  /** A new owner of arrays, to be closed; on the processor's memory. */
  public NDManager newManager() {
    return engine.newBaseManager();
  }

  /**
   * Prepares the calling thread for training. These states of PyTorch belong to a thread, and a
   * thread of Java has none of them at first.
   *
   * @param threads that one product may use
   */
  public static void prepareThread(int threads) {
    JniUtils.setNumThreads(threads);
    JniUtils.setGradMode(true);
    // The optimiser of graphs records its first runs, and what it makes of them differs in the last
    // bits from those: no run could be repeated.
    JniUtils.setGraphExecutorOptimize(false);
  }
}
