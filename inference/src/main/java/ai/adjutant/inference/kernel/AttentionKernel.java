package ai.adjutant.inference.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import ai.adjutant.inference.attention.Attention;
import ai.adjutant.inference.capi.OrtApi;
import ai.adjutant.inference.capi.OrtStatus;
import ai.adjutant.inference.threads.IntraOpThreadController;
import ai.adjutant.inference.threads.PoolTasks;
import ai.adjutant.inference.threads.PoolThreads;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the operator that native code calls: what it is, how a node of it begins and
 * ends, and how it computes.
 *
 * <p>An exception that leaves such a function ends the process. What goes wrong comes back as the
 * status of the run, see {@link #guarded}.
 */
final class AttentionKernel {
  private static final int FLOAT = 1;
  private static final int INT32 = 6;
  private static final int REQUIRED = 0;
  private static final int OPTIONAL = 1;
  private static final int INPUTS = 9;
  private static final int OUTPUTS = 3;

  private static final FunctionDescriptor NUMBER = FunctionDescriptor.of(JAVA_LONG, JAVA_LONG);
  private static final FunctionDescriptor KIND =
      FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG);
  private static final FunctionDescriptor COMPUTE =
      FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG);
  private static final FunctionDescriptor CREATE =
      FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  private static final long NAME_TEXT = text(AttentionOperator.NAME);
  private static final long HEADS = text("num_heads");
  private static final long KV_HEADS = text("kv_num_heads");
  private static final long ROTARY = text("do_rotary");
  private static final long INTERLEAVED = text("rotary_interleaved");
  private static final long SCALE = text("scale");

  /** Nodes of open graphs by the number that native code knows them by. */
  private static final Map<Long, OpenNode> NODES = new ConcurrentHashMap<>();

  private static final AtomicLong NUMBERS = new AtomicLong();

  /** The pool of the graph that the calling thread opens, whose nodes are created meanwhile. */
  private static final ThreadLocal<@Nullable PoolThreads> OPENING = new ThreadLocal<>();

  private AttentionKernel() {}

  /** A node and the threads that compute it. */
  private record OpenNode(AttentionNode node, PoolThreads threads) {}

  /** Something that opens a session in the calling thread. */
  @FunctionalInterface
  interface Opening<S, E extends Exception> {
    S open() throws E;
  }

  /** Opens a session whose nodes are computed by this pool. */
  static <S, E extends Exception> S opening(PoolThreads threads, Opening<S, E> opening) throws E {
    OPENING.set(threads);
    try {
      return opening.open();
    } finally {
      OPENING.remove();
    }
  }

  /** The structure that describes the operator, made anew and never given back. */
  static long structure() {
    return new CustomOpStruct()
        .with(CustomOpStruct.NAME, callback("name", NUMBER))
        .with(CustomOpStruct.PROVIDER, callback("provider", NUMBER))
        .with(CustomOpStruct.INPUT_TYPE, callback("inputType", KIND))
        .with(CustomOpStruct.INPUT_COUNT, callback("inputCount", NUMBER))
        .with(CustomOpStruct.OUTPUT_TYPE, callback("outputType", KIND))
        .with(CustomOpStruct.OUTPUT_COUNT, callback("outputCount", NUMBER))
        .with(CustomOpStruct.DESTROY, callback("destroy", FunctionDescriptor.ofVoid(JAVA_LONG)))
        .with(CustomOpStruct.INPUT_NEEDED, callback("inputNeeded", KIND))
        .with(CustomOpStruct.OUTPUT_NEEDED, callback("outputNeeded", KIND))
        .with(CustomOpStruct.MEMORY_TYPE, callback("memoryType", KIND))
        .with(CustomOpStruct.CREATE, callback("create", CREATE))
        .with(CustomOpStruct.COMPUTE, callback("compute", COMPUTE))
        .address();
  }

  static long text(String text) {
    return Arena.global().allocateFrom(text).address();
  }

  private static long callback(String method, FunctionDescriptor signature) {
    return OrtApi.callback(MethodHandles.lookup(), method, signature);
  }

  /** Work whose failure becomes a status. */
  @FunctionalInterface
  private interface Guarded {
    void run();
  }

  /** Runs work for native code: 0, or a status that says what failed. */
  private static long guarded(Guarded work) {
    try {
      work.run();
      return 0;
    } catch (Throwable e) {
      return OrtStatus.failure(
          AttentionOperator.NAME + ": " + e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  @SuppressWarnings("unused") // called by native code, as all that follow
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
    return guarded(() -> {
      long number = NUMBERS.incrementAndGet();
      NODES.put(number, new OpenNode(node(info), Objects.requireNonNull(OPENING.get())));
      MemorySegment.ofAddress(node).reinterpret(Long.BYTES).set(JAVA_LONG, 0, number);
    });
  }

  private static AttentionNode node(long info) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment answer = arena.allocate(JAVA_LONG);
      return new AttentionNode(
          (int) whole(info, HEADS, answer),
          (int) whole(info, KV_HEADS, answer),
          whole(info, ROTARY, answer) == 1,
          whole(info, INTERLEAVED, answer) == 1,
          real(info, SCALE, answer));
    }
  }

  /** 0 when it is not given. */
  private static long whole(long info, long name, MemorySegment answer) {
    long target = answer.address();
    return OrtStatus.succeeds(() -> (long) OrtApi.INTEGER_ATTRIBUTE.invokeExact(info, name, target))
        ? answer.get(JAVA_LONG, 0)
        : 0;
  }

  /** 0, which stands for one over the square root of the head's length, when it is not given. */
  private static float real(long info, long name, MemorySegment answer) {
    long target = answer.address();
    return OrtStatus.succeeds(() -> (long) OrtApi.FLOAT_ATTRIBUTE.invokeExact(info, name, target))
        ? answer.get(JAVA_FLOAT, 0)
        : 0;
  }

  @SuppressWarnings("unused")
  private static void destroy(long node) {
    NODES.remove(node);
  }

  @SuppressWarnings("unused")
  private static long compute(long node, long context) {
    return guarded(() -> {
      OpenNode open = NODES.get(node);
      if (open == null) {
        throw new IllegalStateException("a node that is not open");
      }
      run(open, context);
    });
  }

  private static void run(OpenNode open, long context) {
    Attention attention = open.node().attention(new KernelContext(context));
    attention.append();
    IntraOpThreadController controller = open.threads().controller();
    if (controller == null) {
      PoolTasks.run(context, attention.tasks(), attention::run);
      return;
    }
    controller.park(context);
    PoolTasks.run(
        context,
        attention.tasks(),
        task -> {
          controller.enter();
          attention.run(task);
        });
  }
}
