package ai.adjutant.inference.runtime;

import ai.onnxruntime.OnnxTensor;
import java.lang.foreign.Arena;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A tensor in native memory. One owner, who closes it in the thread that made it; closing twice is
 * harmless.
 */
public final class Tensor implements AutoCloseable {
  private final OnnxTensor tensor;
  private final @Nullable Memory memory;
  private boolean closed;

  /** Memory of ours under a tensor; without any, ONNX Runtime owns it. */
  record Memory(Arena arena, @Nullable FloatBuffer floats) {}

  Tensor(OnnxTensor tensor, @Nullable Memory memory) {
    this.tensor = tensor;
    this.memory = memory;
  }

  OnnxTensor handle() {
    if (closed) {
      throw new IllegalStateException("the tensor is closed");
    }
    return tensor;
  }

  /** Its lengths. */
  public long[] shape() {
    return handle().getInfo().getShape().clone();
  }

  /**
   * Copies consecutive elements of a float tensor.
   *
   * @param offset index of the first element, counted over the whole tensor in row order
   */
  public void copyFloats(int offset, float[] target) {
    OnnxTensor open = handle();
    FloatBuffer ours = memory == null ? null : memory.floats();
    // Our own memory is read as it lies; ONNX Runtime's is copied whole for the call.
    FloatBuffer elements = ours == null ? open.getFloatBuffer() : ours;
    elements.get(offset, target);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      tensor.close();
      if (memory != null) {
        memory.arena().close();
      }
    }
  }
}
