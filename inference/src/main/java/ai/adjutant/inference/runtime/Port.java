package ai.adjutant.inference.runtime;

import java.util.List;

/**
 * An input or output of a graph.
 *
 * @param name its name
 * @param element type of its elements, as ONNX Runtime names it: {@code FLOAT}, {@code INT64} …
 * @param shape its lengths; -1 where any will do
 */
public record Port(String name, String element, List<Long> shape) {
  /** Copies the shape. */
  public Port {
    shape = List.copyOf(shape);
  }
}
