package ai.adjutant.inference.rerank;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Lists why passages can't be scored. */
public enum RerankReason implements Reason {
  /** The graph scores something else than one passage against one question. */
  RERANKER_REFUSED(Kind.FAILED_PRECONDITION),
  /** The graph gave a score that is no number. */
  SCORE_NOT_FINITE(Kind.INTERNAL);

  private final Kind kind;

  RerankReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
