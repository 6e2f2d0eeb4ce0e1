package ai.adjutant.inference.embed;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why texts can't be embedded. */
public enum EmbedReason implements Reason {
  /** The encoder's files are missing or of another make. */
  ENCODER_REFUSED(Kind.FAILED_PRECONDITION),
  /** More texts wait than the queue holds. */
  EMBED_QUEUE_FULL(Kind.RESOURCE_EXHAUSTED),
  /** The service is stopping. */
  EMBEDDER_CLOSED(Kind.UNAVAILABLE);

  private final Kind kind;

  EmbedReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
