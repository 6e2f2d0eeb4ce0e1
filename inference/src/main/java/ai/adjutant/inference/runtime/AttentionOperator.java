package ai.adjutant.inference.runtime;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import ai.adjutant.inference.attention.Attention;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our attention as an operator that ONNX Runtime calls: inputs, outputs and attributes are those of
 * its own GroupQueryAttention, as far as {@link AttentionNodes} lets nodes through. Tasks run on
 * the graph's own threads.
 *
 * <p>Functions that are called from outside must never throw: that would end the process. What goes
 * wrong comes back as the run's failure.
 */
final class AttentionOperator {
  static final String DOMAIN = "ai.adjutant";
  static final String NAME = "GroupQueryAttention";

  private static final Logger log = LoggerFactory.getLogger(AttentionOperator.class);
  private static final Arena FOREVER = Arena.global();
  private static final int FLOAT = 1;
  private static final int INT32 = 6;
  private static final int REQUIRED = 0;
  private static final int OPTIONAL = 1;
  private static final int FAILED = 1;
  private static final int INPUTS = 9;
  private static final int OUTPUTS = 3;

  private static final FunctionDescriptor NUMBER = FunctionDescriptor.of(JAVA_LONG, JAVA_LONG);
  private static final FunctionDescriptor KIND =
      FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG);
  private static final FunctionDescriptor COMPUTE =
      FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG);
  private static final FunctionDescriptor CREATE =
      FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  private static final long NAME_TEXT = text(NAME);
  private static final long HEADS = text("num_heads");
  private static final long KV_HEADS = text("kv_num_heads");
  private static final long ROTARY = text("do_rotary");
  private static final long INTERLEAVED = text("rotary_interleaved");
  private static final long SCALE = text("scale");
  private static final long NO_MEMORY = text(NAME + ": the Java heap is full");

  /** Nodes of open graphs. */
  private static final Map<Long, OpenNode> NODES = new ConcurrentHashMap<>();

  private static final AtomicLong NUMBERS = new AtomicLong();

  /** Whose nodes the calling thread's opening creates. */
  private static final ThreadLocal<@Nullable Owner> OPENING = new ThreadLocal<>();

  private AttentionOperator() {}

  /** Who computes a graph's nodes, and how many threads the graph's pool has. */
  private record Owner(Crew crew, int threads) {}

  /** A node and who computes it. */
  private record OpenNode(AttentionNode node, Owner owner) {}

  /** Whether the C interface is there and took the operator; otherwise the reason is logged. */
  static boolean available() {
    try {
      return Registered.DOMAIN_HANDLE != 0;
    } catch (LinkageError e) {
      log.warn("attention is left to ONNX Runtime: its C interface can't be reached", e);
      return false;
    }
  }

  /** Apart, so that a platform without the interface can be asked. */
  private static final class Registered {
    static final long DOMAIN_HANDLE = domain();
  }

  /**
   * Opens a graph that may have the operator.
   *
   * @param crew the threads that compute its nodes
   * @param threads how many of them the graph's own pool has
   */
  static OrtSession open(
      OrtEnvironment environment, byte[] graph, SessionOptions options, Crew crew, int threads)
      throws OrtException {
    register(options);
    OPENING.set(new Owner(crew, threads)); // nodes are created in the thread that opens
    try {
      return environment.createSession(graph, options);
    } finally {
      OPENING.remove();
    }
  }

  private static void register(SessionOptions options) {
    try {
      // The binding has no method for it; the handle is all that it takes.
      Field handle = SessionOptions.class.getDeclaredField("nativeHandle");
      handle.setAccessible(true);
      KernelCall.check(
          (long)
              NativeApi.ADD_DOMAIN.invokeExact(handle.getLong(options), Registered.DOMAIN_HANDLE));
    } catch (Throwable e) {
      throw new IllegalStateException("ONNX Runtime refused the operator " + NAME, e);
    }
  }

  private static long domain() {
    MemorySegment answer = FOREVER.allocate(JAVA_LONG);
    try {
      KernelCall.check((long) NativeApi.CREATE_DOMAIN.invokeExact(text(DOMAIN), answer.address()));
      long domain = answer.get(JAVA_LONG, 0);
      KernelCall.check((long) NativeApi.ADD_OPERATOR.invokeExact(domain, structure()));
      return domain;
    } catch (Throwable e) {
      throw new IllegalStateException("ONNX Runtime refused the operator " + NAME, e);
    }
  }

  /** The C interface's {@code OrtCustomOp} as of version 16: a number and functions. */
  private static long structure() {
    MemorySegment structure = FOREVER.allocateFrom(JAVA_LONG, new long[26]);
    structure.set(JAVA_INT, 0, 16);
    long[] functions = {
      0,
      0, // without a status
      upcall("name", NUMBER),
      upcall("provider", NUMBER),
      upcall("inputType", KIND),
      upcall("inputCount", NUMBER),
      upcall("outputType", KIND),
      upcall("outputCount", NUMBER),
      0, // without a status
      upcall("destroy", FunctionDescriptor.ofVoid(JAVA_LONG)),
      upcall("inputNeeded", KIND),
      upcall("outputNeeded", KIND),
      upcall("memoryType", KIND),
      0,
      0,
      0,
      0, // of inputs and outputs without a fixed number
      upcall("create", CREATE),
      upcall("compute", COMPUTE)
    };
    for (int i = 1; i < functions.length; i++) {
      structure.setAtIndex(JAVA_LONG, i, functions[i]);
    }
    return structure.address();
  }

  private static long text(String text) {
    return FOREVER.allocateFrom(text).address();
  }

  private static long upcall(String method, FunctionDescriptor signature) {
    return NativeApi.upcall(MethodHandles.lookup(), method, signature);
  }

  @SuppressWarnings("unused") // called from outside, as all down to task
  private static long name(long operator) {
    return NAME_TEXT;
  }

  @SuppressWarnings("unused")
  private static long provider(long operator) {
    return 0; // CPU
  }

  @SuppressWarnings("unused")
  private static int inputType(long operator, long input) {
    return input == 5 || input == 6 ? INT32 : FLOAT;
  }

  @SuppressWarnings("unused")
  private static long inputCount(long operator) {
    return INPUTS;
  }

  @SuppressWarnings("unused")
  private static int outputType(long operator, long output) {
    return FLOAT;
  }

  @SuppressWarnings("unused")
  private static long outputCount(long operator) {
    return OUTPUTS;
  }

  @SuppressWarnings("unused")
  private static int inputNeeded(long operator, long input) {
    return input == 1 || input == 2 || input >= 7 ? OPTIONAL : REQUIRED;
  }

  @SuppressWarnings("unused")
  private static int outputNeeded(long operator, long output) {
    return REQUIRED;
  }

  @SuppressWarnings("unused")
  private static int memoryType(long operator, long input) {
    return 0;
  }

  @SuppressWarnings("unused")
  private static long create(long operator, long api, long info, long node) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment answer = arena.allocate(JAVA_LONG);
      AttentionNode made =
          new AttentionNode(
              (int) whole(info, HEADS, answer),
              (int) whole(info, KV_HEADS, answer),
              whole(info, ROTARY, answer) == 1,
              whole(info, INTERLEAVED, answer) == 1,
              real(info, SCALE, answer));
      long number = NUMBERS.incrementAndGet();
      NODES.put(number, new OpenNode(made, Objects.requireNonNull(OPENING.get())));
      MemorySegment.ofAddress(node).reinterpret(Long.BYTES).set(JAVA_LONG, 0, number);
      return 0;
    } catch (Throwable e) {
      return failure(e);
    }
  }

  /** 0 when it is not given. */
  private static long whole(long info, long name, MemorySegment answer) throws Throwable {
    long status = (long) NativeApi.INTEGER_ATTRIBUTE.invokeExact(info, name, answer.address());
    return given(status) ? answer.get(JAVA_LONG, 0) : 0;
  }

  /** 0, which stands for one over the square root of the head's length, when it is not given. */
  private static float real(long info, long name, MemorySegment answer) throws Throwable {
    long status = (long) NativeApi.FLOAT_ATTRIBUTE.invokeExact(info, name, answer.address());
    return given(status) ? answer.get(JAVA_FLOAT, 0) : 0;
  }

  private static boolean given(long status) throws Throwable {
    if (status != 0) {
      NativeApi.RELEASE_STATUS.invokeExact(status);
    }
    return status == 0;
  }

  @SuppressWarnings("unused")
  private static void destroy(long node) {
    NODES.remove(node);
  }

  @SuppressWarnings("unused")
  private static long compute(long node, long context) {
    try {
      OpenNode open = NODES.get(node);
      if (open == null) {
        throw new IllegalStateException("a node that is not open");
      }
      run(open, context);
      return 0;
    } catch (Throwable e) {
      return failure(e);
    }
  }

  private static void run(OpenNode open, long context) throws Throwable {
    Attention attention = open.node().attention(new KernelCall(context));
    attention.append();
    Owner owner = open.owner();
    if (owner.threads() > 1) {
      owner.crew().gather(context);
    }
    PoolTasks.run(
        context,
        attention.tasks(),
        task -> {
          owner.crew().present();
          attention.run(task);
        });
  }

  private static long failure(Throwable e) {
    try (Arena arena = Arena.ofConfined()) {
      String message = NAME + ": " + e.getClass().getSimpleName() + ": " + e.getMessage();
      return (long)
          NativeApi.CREATE_STATUS.invokeExact(FAILED, arena.allocateFrom(message).address());
    } catch (Throwable full) {
      return noMemory();
    }
  }

  private static long noMemory() {
    try {
      return (long) NativeApi.CREATE_STATUS.invokeExact(FAILED, NO_MEMORY);
    } catch (Throwable e) {
      throw new IllegalStateException("a failed run can't be told", e);
    }
  }
}
