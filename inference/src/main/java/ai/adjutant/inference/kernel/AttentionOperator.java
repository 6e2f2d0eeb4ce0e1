package ai.adjutant.inference.kernel;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import ai.adjutant.inference.capi.OrtApi;
import ai.adjutant.inference.capi.OrtCallException;
import ai.adjutant.inference.capi.OrtStatus;
import ai.adjutant.inference.capi.SessionHandles;
import ai.adjutant.inference.threads.PoolThreads;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import com.google.common.base.Throwables;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our attention as an operator of ONNX Runtime: inputs, outputs and attributes are those of its own
 * GroupQueryAttention, as far as {@link AttentionNodes} lets nodes through. It runs on the graph's
 * own threads.
 */
public final class AttentionOperator {
  static final String DOMAIN = "ai.adjutant";
  static final String NAME = "GroupQueryAttention";

  private static final Logger log = LoggerFactory.getLogger(AttentionOperator.class);
  private static final AtomicBoolean reported = new AtomicBoolean();

  private AttentionOperator() {}

  /** Apart, so that a platform without the C interface can be asked. */
  private static final class Registered {
    static final long DOMAIN_HANDLE = domain();

    private static long domain() {
      MemorySegment answer = Arena.global().allocate(JAVA_LONG);
      long name = AttentionKernel.text(DOMAIN);
      OrtStatus.check(() -> (long) OrtApi.CREATE_DOMAIN.invokeExact(name, answer.address()));
      long domain = answer.get(JAVA_LONG, 0);
      long structure = AttentionKernel.structure();
      OrtStatus.check(() -> (long) OrtApi.ADD_OPERATOR.invokeExact(domain, structure));
      return domain;
    }
  }

  /**
   * Whether the C interface is there and took the operator; otherwise the reason is logged once.
   */
  public static boolean available() {
    try {
      return Registered.DOMAIN_HANDLE != 0;
    } catch (LinkageError e) {
      return unavailable(e);
    }
  }

  /**
   * Makes the operator known to a session that is to be opened with these options; false where that
   * can't be done, which is logged once.
   */
  public static boolean addTo(SessionOptions options, SessionHandles handles) {
    try {
      long address = handles.of(options);
      long domain = Registered.DOMAIN_HANDLE;
      OrtStatus.check(() -> (long) OrtApi.ADD_DOMAIN.invokeExact(address, domain));
      return true;
    } catch (ReflectiveOperationException | OrtCallException | LinkageError e) {
      return unavailable(e);
    }
  }

  private static boolean unavailable(Throwable reason) {
    if (reported.compareAndSet(false, true)) {
      log.warn(
          "attention is left to ONNX Runtime, whose C interface can't be used: {}",
          Throwables.getRootCause(reason).toString());
    }
    return false;
  }

  /** Opens a graph with the operator, which was {@link #addTo added} to its options. */
  public static OrtSession open(
      OrtEnvironment environment, byte[] graph, SessionOptions options, PoolThreads threads)
      throws OrtException {
    return AttentionKernel.opening(threads, () -> environment.createSession(graph, options));
  }
}
