package ai.adjutant.retriever.load;

import ai.adjutant.retriever.encode.EncoderIdentity;
import ai.adjutant.retriever.index.IndexedChunk;
import ai.adjutant.retriever.index.StoredDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What reaches the committer. */
sealed interface Step {
  /** What is reported once the step is done. */
  DocumentOutcome outcome();

  /** Nothing to write: unchanged, failed, or a dry run. */
  record Told(DocumentOutcome outcome) implements Step {}

  /**
   * To be written.
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
