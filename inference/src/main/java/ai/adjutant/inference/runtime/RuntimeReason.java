package ai.adjutant.inference.runtime;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why a graph can't be run. */
public enum RuntimeReason implements Reason {
  /** The native library can't be unpacked or loaded. */
  RUNTIME_MISSING(Kind.UNAVAILABLE),
  /** The file is no graph that ONNX Runtime can read. */
  GRAPH_REFUSED(Kind.FAILED_PRECONDITION),
  /** There is not the memory that a graph or the engine asks for. */
  MEMORY_MISSING(Kind.RESOURCE_EXHAUSTED),
  /** The graph failed while it ran. */
  RUN_FAILED(Kind.INTERNAL);

  private final Kind kind;

  RuntimeReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
