package ai.adjutant.inference.runtime;

import ai.onnxruntime.OnnxTensor;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A tensor in native memory. One owner, who closes it; closing twice is harmless. One made by
 * {@link Graph#longs} or {@link Graph#floats} is closed by the thread that made it.
 */
public final class Tensor implements AutoCloseable {
  private final OnnxTensor tensor;
  private final Element element;
  private final @Nullable ByteBuffer elements;
  private final @Nullable Arena owned;
  private boolean closed;

  private Tensor(
      OnnxTensor tensor, Element element, @Nullable ByteBuffer elements, @Nullable Arena owned) {
    this.tensor = tensor;
    this.element = element;
    this.elements = elements;
    this.owned = owned;
  }

  /** A tensor whose memory ONNX Runtime owns. */
  static Tensor received(OnnxTensor tensor) {
    return new Tensor(tensor, Element.valueOf(tensor.getInfo().type.name()), null, null);
  }

  /** A tensor over memory of ours. */
  static Tensor made(
      OnnxTensor tensor, Element element, ByteBuffer elements, @Nullable Arena owned) {
    return new Tensor(tensor, element, elements, owned);
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

  /** Its elements, to be written in place; only where the memory is ours. */
  public LongBuffer longs() {
    return ours(Element.INT64).asLongBuffer();
  }

  /** As {@link #longs()}, of 32-bit integers. */
  public IntBuffer ints() {
    return ours(Element.INT32).asIntBuffer();
  }

  private ByteBuffer ours(Element wanted) {
    handle();
    if (elements == null || element != wanted) {
      throw new IllegalStateException(element + " of another owner, not " + wanted + " of ours");
    }
    return elements;
  }

  /**
   * Copies consecutive elements of a tensor of floats.
   *
   * @param offset index of the first element, counted over the whole tensor in row order
   */
  public void copyFloats(int offset, float[] target) {
    OnnxTensor open = handle();
    // Our own memory is read as it lies; ONNX Runtime's is copied whole for the call.
    ByteBuffer bytes =
        elements == null ? open.getByteBuffer().order(ByteOrder.nativeOrder()) : elements;
    switch (element) {
      case FLOAT -> bytes.asFloatBuffer().get(offset, target);
      case FLOAT16 -> {
        ShortBuffer halves = bytes.asShortBuffer();
        for (int i = 0; i < target.length; i++) {
          target[i] = Float.float16ToFloat(halves.get(offset + i));
        }
      }
      case INT8, UINT8, INT32, INT64 ->
          throw new IllegalStateException("a tensor of " + element + " has no floats");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      tensor.close();
      if (owned != null) {
        owned.close();
      }
    }
  }
}
