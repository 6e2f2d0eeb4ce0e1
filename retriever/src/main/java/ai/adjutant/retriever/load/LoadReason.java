package ai.adjutant.retriever.load;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** States why a load, or a file of one, failed. */
public enum LoadReason implements Reason {
  /** Frames came in an order that is none. */
  BAD_FRAME_ORDER(Kind.INVALID_ARGUMENT),
  /** A frame is larger than the bound. */
  FRAME_TOO_LARGE(Kind.INVALID_ARGUMENT),
  /** What the load says of all documents is out of bounds. */
  BAD_METADATA(Kind.INVALID_ARGUMENT),
  /** Another load of the corpus runs. */
  LOAD_RUNNING(Kind.FAILED_PRECONDITION),
  /** As many loads run as are allowed. */
  TOO_MANY_LOADS(Kind.RESOURCE_EXHAUSTED),
  /** No load of that name since the service started. */
  LOAD_NOT_FOUND(Kind.NOT_FOUND),
  /** Two documents of one load have the same name. */
  DUPLICATE_NAME(Kind.INVALID_ARGUMENT),
  /** The sender could not read the file. */
  SENDER_FAILED(Kind.INVALID_ARGUMENT),
  /** Fewer or more bytes arrived than were announced. */
  INCOMPLETE_FILE(Kind.INVALID_ARGUMENT),
  /** Its original is no longer kept. */
  ORIGINAL_MISSING(Kind.NOT_FOUND),
  /** Its original no longer holds a document of this name, as it is read now. */
  ORIGINAL_CHANGED(Kind.FAILED_PRECONDITION),
  /** The file could not be read back. */
  UNREADABLE(Kind.INVALID_ARGUMENT),
  /** A fault of our own; the log says more. */
  INTERNAL_FAULT(Kind.INTERNAL);

  private final Kind kind;

  LoadReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
