package ai.adjutant.inference.catalogue;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why a model can't be had. */
public enum CatalogueReason implements Reason {
  /** There is no model of that name. */
  MODEL_NOT_FOUND(Kind.NOT_FOUND),
  /** The model is there and can't be served. */
  MODEL_FAILED(Kind.FAILED_PRECONDITION),
  /** The model does something else than was asked. */
  MODEL_KIND_WRONG(Kind.INVALID_ARGUMENT),
  /** No reranker is installed. */
  NO_RERANKER(Kind.FAILED_PRECONDITION),
  /** No language model is installed. */
  NO_LANGUAGE_MODEL(Kind.FAILED_PRECONDITION);

  private final Kind kind;

  CatalogueReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
