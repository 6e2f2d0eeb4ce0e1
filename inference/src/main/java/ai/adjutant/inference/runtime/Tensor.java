package ai.adjutant.inference.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** A tensor in native memory. One owner, who closes it; closing twice is harmless. */
public final class Tensor implements AutoCloseable {
  private final OnnxTensor tensor;
  private final @Nullable FloatBuffer window;
  private boolean closed;

  Tensor(OnnxTensor tensor, @Nullable FloatBuffer window) {
    this.tensor = tensor;
    this.window = window;
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
    // A window reads the memory itself; without one the whole tensor is copied for the call.
    FloatBuffer elements = window == null ? open.getFloatBuffer() : window;
    elements.get(offset, target);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      tensor.close();
    }
  }

  static AssertionError refused(String what, OrtException e) {
    return new AssertionError("ONNX Runtime refused " + what + ": " + e.getCode(), e);
  }
}
