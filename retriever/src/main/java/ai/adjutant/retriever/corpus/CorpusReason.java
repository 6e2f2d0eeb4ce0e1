package ai.adjutant.retriever.corpus;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** States why a corpus can't be had. */
public enum CorpusReason implements Reason {
  /** The name is not lower-case letters, digits and hyphens, or is too long. */
  BAD_CORPUS_NAME(Kind.INVALID_ARGUMENT),
  /** The language is no BCP 47 tag. */
  BAD_LANGUAGE(Kind.INVALID_ARGUMENT),
  /** The evidence settings are out of range. */
  BAD_EVIDENCE(Kind.INVALID_ARGUMENT),
  /** The language model that should answer is not named {@code models/{model}}. */
  BAD_ANSWER_MODEL(Kind.INVALID_ARGUMENT),
  /** No corpus of that name. */
  CORPUS_NOT_FOUND(Kind.NOT_FOUND),
  /** A corpus of that name stands. */
  CORPUS_EXISTS(Kind.ALREADY_EXISTS),
  /** As many corpora stand as are allowed. */
  TOO_MANY_CORPORA(Kind.RESOURCE_EXHAUSTED),
  /** Its files are damaged. */
  CORPUS_BROKEN(Kind.FAILED_PRECONDITION),
  /** A later version wrote its files. */
  CORPUS_NEWER(Kind.FAILED_PRECONDITION),
  /** Its index is missing, older than its documents, or that of another corpus. */
  INDEX_LOST(Kind.FAILED_PRECONDITION),
  /** Its index is being rebuilt, so that no document can change. */
  CORPUS_REBUILDING(Kind.FAILED_PRECONDITION),
  /** There is no list of documents to rebuild the index from. */
  NOTHING_TO_REBUILD(Kind.FAILED_PRECONDITION),
  /** The disk did not take or give the data. */
  STORAGE_FAILED(Kind.UNAVAILABLE);

  private final Kind kind;

  CorpusReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
