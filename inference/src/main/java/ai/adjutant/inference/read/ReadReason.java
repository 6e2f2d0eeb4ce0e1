package ai.adjutant.inference.read;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Lists why passages can't be read. */
public enum ReadReason implements Reason {
  /** The directory holds no reader, or one of another make. */
  READER_REFUSED(Kind.FAILED_PRECONDITION),
  /** The graph gave an output that is no number. */
  READING_NOT_FINITE(Kind.INTERNAL);

  private final Kind kind;

  ReadReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
