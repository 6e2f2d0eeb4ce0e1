package ai.adjutant.retriever.load;

import ai.adjutant.retriever.chunk.Chunk;
import ai.adjutant.retriever.chunk.SearchText;
import ai.adjutant.retriever.index.StoredDocument;
import java.util.List;

/**
 * A document that was read and cut, and has no vectors yet.
 *
 * @param outcome what will be reported once it is committed
 */
record Prepared(StoredDocument stored, List<Chunk> chunks, DocumentOutcome outcome) {
  /** Text of one of its chunks. */
  String text(Chunk chunk) {
    return stored.text().substring(chunk.start(), chunk.end());
  }

  /** What both legs see of one of its chunks. */
  String searchText(Chunk chunk) {
    return SearchText.of(stored.document().description().title(), chunk, text(chunk));
  }
}
