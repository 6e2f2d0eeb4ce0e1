package ai.adjutant.retriever.index;

import ai.adjutant.retriever.parse.PageStart;
import java.util.List;

/**
 * Describes a document with its text.
 *
 * @param text what the offsets of its chunks count in
 * @param pages starts of pages, ascending
 */
public record StoredDocument(DocumentRecord document, String text, List<PageStart> pages) {
  /** Copies the pages. */
  public StoredDocument {
    pages = List.copyOf(pages);
  }

  /** Returns the same document, with vectors of this encoder. */
  public StoredDocument encodedBy(String digest) {
    Provenance from = document.provenance();
    Provenance encoded =
        new Provenance(
            from.version(),
            from.given(),
            from.original(),
            from.file(),
            from.byteCount(),
            from.loadTime(),
            digest);
    DocumentRecord record =
        new DocumentRecord(
            document.id(),
            document.description(),
            encoded,
            document.pageCount(),
            document.chunkCount());
    return new StoredDocument(record, text, pages);
  }
}
