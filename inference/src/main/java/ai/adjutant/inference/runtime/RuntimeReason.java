package ai.adjutant.inference.runtime;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why a graph can't be run; {@code PlatformReason} has what the platform lacks. */
public enum RuntimeReason implements Reason {
  /** The file is no graph that ONNX Runtime can read. */
  GRAPH_REFUSED(Kind.FAILED_PRECONDITION),
  /** The hardware that is asked for is not there, or this build can't use it. */
  PROVIDER_MISSING(Kind.FAILED_PRECONDITION),
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
