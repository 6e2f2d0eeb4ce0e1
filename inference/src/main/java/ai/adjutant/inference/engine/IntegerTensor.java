package ai.adjutant.inference.engine;

import ai.adjutant.inference.model.DecoderInput;
import ai.adjutant.inference.runtime.Element;
import ai.adjutant.inference.runtime.Graph;
import ai.adjutant.inference.runtime.Port;
import ai.adjutant.inference.runtime.Tensor;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/**
 * A tensor of integers that is written in place, 32 or 64 bits wide as its port wants. One owner.
 */
final class IntegerTensor implements DecoderInput.Target, AutoCloseable {
  private final Tensor tensor;
  private final IntBuffer ints;
  private final LongBuffer longs;

  IntegerTensor(Graph graph, Port port, long... shape) {
    Element element = Element.valueOf(port.element());
    tensor = graph.allocate(element, shape);
    ints = element == Element.INT32 ? tensor.ints() : IntBuffer.allocate(0);
    longs = element == Element.INT64 ? tensor.longs() : LongBuffer.allocate(0);
  }

  @Override
  public void put(int index, long value) {
    if (ints.capacity() > 0) {
      ints.put(index, (int) value);
    } else {
      longs.put(index, value);
    }
  }

  Tensor tensor() {
    return tensor;
  }

  @Override
  public void close() {
    tensor.close();
  }
}
