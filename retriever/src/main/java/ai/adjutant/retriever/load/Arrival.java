package ai.adjutant.retriever.load;

import ai.adjutant.retriever.corpus.KeptDocument;
import java.nio.file.Path;
import java.util.Map;

/**
 * A file that arrived whole.
 *
 * @param path its path relative to the load's root
 * @param file its bytes on disk; whoever takes the arrival deletes it
 * @param sha256 of its bytes
 * @param origin where it comes from
 */
record Arrival(String path, Path file, String sha256, Origin origin) {
  /** Where a file comes from. */
  sealed interface Origin {
    /** Returns true when a document of this id is to be made of it. */
    boolean wants(String id);
  }

  /** From a client. */
  record Sent(Statement stated) implements Origin {
    @Override
    public boolean wants(String id) {
      return true;
    }
  }

  /**
   * From the originals, to make again these of its documents, by their ids.
   *
   * @param documents as they stood
   */
  record Kept(Map<String, KeptDocument> documents) implements Origin {
    /** Copies the documents. */
    Kept {
      documents = Map.copyOf(documents);
    }

    /** Others were deleted since, replaced by those of another file, or never could be read. */
    @Override
    public boolean wants(String id) {
      return documents.containsKey(id);
    }
  }
}
