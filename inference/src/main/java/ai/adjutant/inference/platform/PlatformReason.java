package ai.adjutant.inference.platform;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why the platform can't give what native code needs. */
public enum PlatformReason implements Reason {
  /** The native library can't be unpacked or loaded, or is of another release. */
  RUNTIME_MISSING(Kind.UNAVAILABLE),
  /** There is not the native memory that a graph or the engine asks for. */
  MEMORY_MISSING(Kind.RESOURCE_EXHAUSTED);

  private final Kind kind;

  PlatformReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
