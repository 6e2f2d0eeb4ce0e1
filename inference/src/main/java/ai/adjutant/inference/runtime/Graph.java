package ai.adjutant.inference.runtime;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.platform.NativeBuffers;
import ai.adjutant.inference.platform.NativeHeap;
import ai.adjutant.inference.threads.IntraOpThreadController;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * An opened graph. One that {@link OnnxRuntime#open} opened may be run by several threads at once,
 * one of {@link OnnxRuntime#openForSteps} by a single one, which is checked. The owner closes it
 * after the last run.
 */
public final class Graph implements AutoCloseable {
  private final String name;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final @Nullable IntraOpThreadController controller;
  private final boolean forSteps;
  private final Map<String, Port> inputs;
  private final Map<String, Port> outputs;
  private final AtomicBoolean running = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Graph(
      String name,
      OrtEnvironment environment,
      OrtSession session,
      boolean forSteps,
      @Nullable IntraOpThreadController controller)
      throws OrtException {
    this.forSteps = forSteps;
    this.controller = controller;
    this.name = name;
    this.environment = environment;
    this.session = session;
    inputs = ports(session.getInputInfo().values());
    outputs = ports(session.getOutputInfo().values());
  }

  /** A graph of this session, which it takes over; any number of threads may run it. */
  static Graph shared(String name, OrtEnvironment environment, OrtSession session)
      throws OrtException {
    return new Graph(name, environment, session, false, null);
  }

  /** The same for one thread that runs it; a controller of its pool is taken over too. */
  static Graph forSteps(
      String name,
      OrtEnvironment environment,
      OrtSession session,
      @Nullable IntraOpThreadController controller)
      throws OrtException {
    return new Graph(name, environment, session, true, controller);
  }

  private static Map<String, Port> ports(Collection<NodeInfo> nodes) {
    Map<String, Port> ports = new LinkedHashMap<>();
    for (NodeInfo node : nodes) {
      if (node.getInfo() instanceof TensorInfo info) {
        ports.put(
            node.getName(),
            new Port(
                node.getName(), info.type.name(), LongStream.of(info.getShape()).boxed().toList()));
      }
    }
    return Map.copyOf(ports);
  }

  /** Its inputs by name. */
  public Map<String, Port> inputs() {
    return inputs;
  }

  /** Its outputs by name. */
  public Map<String, Port> outputs() {
    return outputs;
  }

  /** A tensor of 64-bit integers; the values are copied. */
  @SuppressWarnings("MustBeClosedChecker") // the tensor owns the arena and closes it
  public Tensor longs(long[] values, long... shape) {
    Tensor tensor = allocated(Arena.ofConfined(), Element.INT64, shape);
    tensor.longs().put(0, values);
    return tensor;
  }

  /** A tensor of floats, all zero, that outputs may be written into and read from uncopied. */
  @SuppressWarnings("MustBeClosedChecker") // as above
  public Tensor floats(long... shape) {
    return allocated(Arena.ofConfined(), Element.FLOAT, shape);
  }

  /** A tensor, all zero, that any one thread at a time may use and close. */
  @SuppressWarnings("MustBeClosedChecker") // as above
  public Tensor allocate(Element element, long... shape) {
    return allocated(Arena.ofShared(), element, shape);
  }

  /** A tensor over a part of memory, which outlives it. */
  public Tensor view(NativeMemory memory, long offset, Element element, long... shape) {
    ByteBuffer bytes = memory.buffer(offset, elements(shape) * element.bytes());
    return made(bytes, element, shape, null);
  }

  private Tensor allocated(Arena arena, Element element, long... shape) {
    // Direct buffers would lie about until the next collection; an arena ends with its tensor.
    // ONNX Runtime can't take the address of nothing, so even an empty tensor owns an element.
    long bytes = Math.multiplyExact(elements(shape), element.bytes());
    ByteBuffer memory =
        NativeBuffers.allocate(arena, Math.max(bytes, element.bytes()))
            .asByteBuffer()
            .order(ByteOrder.nativeOrder())
            .limit(Math.toIntExact(bytes));
    return made(memory, element, shape, arena);
  }

  private static long elements(long... shape) {
    long elements = 1;
    for (long length : shape) {
      elements = Math.multiplyExact(elements, length);
    }
    return elements;
  }

  private Tensor made(ByteBuffer bytes, Element element, long[] shape, @Nullable Arena owned) {
    try {
      OnnxTensor tensor = OnnxTensor.createTensor(environment, bytes, shape, element.type());
      return Tensor.made(tensor, element, bytes, owned);
    } catch (OrtException e) {
      if (owned != null) {
        owned.close();
      }
      throw new IllegalStateException("ONNX Runtime refused a tensor: " + e.getCode(), e);
    }
  }

  /**
   * Runs the graph.
   *
   * @param feeds all inputs by name; they stay the caller's
   * @param wanted outputs to return; the caller closes them
   * @param targets outputs to write into tensors of the caller's
   * @throws AdjutantException MEMORY_MISSING or RUN_FAILED
   */
  public Map<String, Tensor> run(
      Map<String, Tensor> feeds, Set<String> wanted, Map<String, Tensor> targets) {
    begin();
    try {
      // The result is not closed: that would close the outputs, which are the caller's from here.
      OrtSession.Result result = session.run(handles(feeds), wanted, handles(targets));
      Map<String, Tensor> outputs = new LinkedHashMap<>();
      for (Map.Entry<String, OnnxValue> output : result) {
        if (wanted.contains(output.getKey()) && output.getValue() instanceof OnnxTensor tensor) {
          outputs.put(output.getKey(), Tensor.received(tensor));
        }
      }
      return outputs;
    } catch (OrtException e) {
      throw failure(e);
    } finally {
      end();
    }
  }

  /**
   * Prepares a run that is repeated: outputs are written into tensors of the caller's, which may be
   * inputs at the same time.
   */
  public Binding bind(Map<String, Tensor> inputs, Map<String, Tensor> targets) {
    return new Binding(this, handles(inputs), handles(targets));
  }

  /** Threads that the last run did without, since others want the cores. */
  public int parkedThreads() {
    return controller == null ? 0 : controller.parkedThreads();
  }

  void run(int tokens, Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> targets) {
    begin();
    try {
      // Nothing to close: all outputs are the caller's.
      if (controller == null) {
        session.run(inputs, Set.of(), targets);
        return;
      }
      controller.beginRun(tokens);
      long begun = System.nanoTime();
      session.run(inputs, Set.of(), targets);
      controller.endRun(System.nanoTime() - begun);
    } catch (OrtException e) {
      throw failure(e);
    } finally {
      end();
    }
  }

  private void begin() {
    if (forSteps && running.getAndSet(true)) {
      throw new IllegalStateException(name + " is run by two threads at once");
    }
  }

  private void end() {
    if (forSteps) {
      running.setRelease(false);
    }
  }

  private AdjutantException failure(OrtException e) {
    return NativeOutOfMemory.of(e, name, "while it ran")
        .orElseGet(() ->
            new AdjutantException(
                RuntimeReason.RUN_FAILED, name + " failed while it ran (" + e.getCode() + ")", e));
  }

  private static Map<String, OnnxTensor> handles(Map<String, Tensor> tensors) {
    Map<String, OnnxTensor> handles = LinkedHashMap.newLinkedHashMap(tensors.size());
    tensors.forEach((port, tensor) -> handles.put(port, tensor.handle()));
    return handles;
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    if (controller != null) {
      controller.close();
    }
    try {
      session.close();
      NativeHeap.trim();
    } catch (OrtException e) {
      throw new IllegalStateException(name + " can't be closed: " + e.getCode(), e);
    }
  }
}
