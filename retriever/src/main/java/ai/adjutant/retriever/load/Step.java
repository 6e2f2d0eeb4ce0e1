package ai.adjutant.retriever.load;

import ai.adjutant.retriever.encode.EncoderIdentity;
import ai.adjutant.retriever.index.IndexedChunk;
import ai.adjutant.retriever.index.StoredDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes one document that reaches the committer. */
sealed interface Step {
  /** Returns what is reported once the step is done. */
  DocumentOutcome outcome();

  /** Reports a document for which nothing is written: unchanged, failed, or a dry run. */
  record Report(DocumentOutcome outcome) implements Step {}

  /**
   * Writes a document.
   *
   * @param encoder of the chunks' vectors; null when they have none
   */
  record Write(
      StoredDocument stored,
      List<IndexedChunk> chunks,
      @Nullable EncoderIdentity encoder,
      DocumentOutcome outcome)
      implements Step {}
}
