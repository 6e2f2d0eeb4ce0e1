package ai.adjutant.inference.catalogue;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Lists why a model can't be used or imported. */
public enum CatalogueReason implements Reason {
  /** There is no model of that name. */
  MODEL_NOT_FOUND(Kind.NOT_FOUND),
  /** The model is there and can't be served. */
  MODEL_FAILED(Kind.FAILED_PRECONDITION),
  /** The model is there and not loaded. */
  MODEL_UNLOADED(Kind.FAILED_PRECONDITION),
  /** The model does something else than was asked. */
  MODEL_KIND_WRONG(Kind.INVALID_ARGUMENT),
  /** No reranker is installed. */
  NO_RERANKER(Kind.FAILED_PRECONDITION),
  /** No reader is installed. */
  NO_READER(Kind.FAILED_PRECONDITION),
  /** No language model is installed. */
  NO_LANGUAGE_MODEL(Kind.FAILED_PRECONDITION),
  /** The model needs more memory than there is. */
  MODEL_TOO_LARGE(Kind.FAILED_PRECONDITION),
  /** Opening the model ended the process in which it was tried, or took too long. */
  MODEL_UNSAFE(Kind.FAILED_PRECONDITION),
  /** There is a model of that name, and it was not to be replaced. */
  MODEL_EXISTS(Kind.ALREADY_EXISTS),
  /** More models than are served from one folder. */
  MODELS_TOO_MANY(Kind.RESOURCE_EXHAUSTED),
  /** More is to be loaded, unloaded or imported at once than may wait. */
  LOADER_BUSY(Kind.RESOURCE_EXHAUSTED),
  /** A model of that name is being imported. */
  IMPORT_UNDER_WAY(Kind.ABORTED),
  /** The list of files can't be right. */
  IMPORT_LIST_INVALID(Kind.INVALID_ARGUMENT),
  /** Bytes came that the list of files does not announce. */
  IMPORT_BYTES_INVALID(Kind.INVALID_ARGUMENT),
  /** The disk has too little space for the model. */
  DISK_FULL(Kind.RESOURCE_EXHAUSTED),
  /** The folder of models can't be written. */
  FOLDER_NOT_WRITABLE(Kind.FAILED_PRECONDITION),
  /** The service is stopping. */
  CATALOGUE_CLOSED(Kind.UNAVAILABLE);

  private final Kind kind;

  CatalogueReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
