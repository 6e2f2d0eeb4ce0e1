package ai.adjutant.onnx.file;

import java.util.List;

/**
 * An input or output of a graph.
 *
 * @param type type of its elements; OTHER for values that are no tensors
 * @param dims its shape; empty for a scalar and where the file gives none
 */
public record TensorPort(String name, ElementType type, List<Dimension> dims) {
  /** Copies the shape. */
  public TensorPort {
    dims = List.copyOf(dims);
  }

  /** A port from its dimensions in order. */
  public static TensorPort of(String name, ElementType type, Dimension... dims) {
    return new TensorPort(name, type, List.of(dims));
  }
}
