package ai.adjutant.inference.runtime;

import ai.adjutant.inference.capi.OrtCallException;
import ai.adjutant.inference.capi.OrtCuda;
import ai.adjutant.inference.capi.SessionHandles;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries once whether CUDA can be used: whether this build has the provider, its libraries can be
 * loaded, and a device runs a graph. Called when ONNX Runtime's environment exists.
 */
final class CudaProbe {
  private static final Logger log = LoggerFactory.getLogger(CudaProbe.class);

  private static final String HOW = "docs/gpu.md says what it needs";

  /** An ONNX graph of one node that adds a float to itself. */
  private static final String GRAPH =
      "CAgSDmFkanV0YW50LXRlc3RzOkVaDwoBeBIKCggIARIECgIIAQoWCgF4CgF4EgF5GgZub2RlXzAiA0FkZGIPCgF5Eg"
          + "oKCAgBEgQKAggBEglzeW50aGV0aWNCBAoAEBE=";

  private CudaProbe() {}

  /** Tried when it is first asked, and once. */
  private static final class Tried {
    static final Optional<String> OBSTACLE = attempt();

    private static Optional<String> attempt() {
      Optional<String> obstacle =
          obstacle(
              OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA), CudaProbe::open);
      obstacle.ifPresentOrElse(
          what -> log.info("language models run on the processor: {}", what),
          () -> log.info("language models run on the GPU"));
      return obstacle;
    }
  }

  /** Opens a session on the device and closes it. */
  @FunctionalInterface
  interface Trial {
    void open() throws OrtException, ReflectiveOperationException;
  }

  /** What keeps CUDA from being used, and how to mend it; logged once. Empty where nothing does. */
  static Optional<String> obstacle() {
    return Tried.OBSTACLE;
  }

  static Optional<String> obstacle(boolean built, Trial trial) {
    if (!built) {
      return Optional.of("this build has no CUDA provider; build with MAVEN_ARGS=-Pgpu, " + HOW);
    }
    try {
      trial.open();
      return Optional.empty();
    } catch (OrtException | OrtCallException | ReflectiveOperationException e) {
      return Optional.of("CUDA can't be used on this machine (" + firstLine(e) + "); " + HOW);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no message").strip();
  }

  private static void open() throws OrtException, ReflectiveOperationException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (SessionOptions options = new SessionOptions()) {
      OrtCuda.addTo(SessionHandles.REFLECTED.of(options));
      environment.createSession(Base64.getDecoder().decode(GRAPH), options).close();
    }
  }
}
