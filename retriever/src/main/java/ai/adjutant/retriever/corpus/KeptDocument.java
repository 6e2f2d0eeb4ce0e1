package ai.adjutant.retriever.corpus;

import ai.adjutant.retriever.index.Description;
import ai.adjutant.retriever.index.DocumentRecord;
import ai.adjutant.retriever.index.Provenance;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds what must be known of a document to make it again from its original.
 *
 * @param version SHA-256 over its bytes and the version of the reading pipeline
 * @param given SHA-256 over what the load said of it
 * @param original SHA-256 of the file it came in
 * @param file path of that file within its load
 * @param label classification label; empty when none
 * @param effectiveFrom in force from; null means always
 * @param effectiveUntil in force until, exclusive; null means for ever
 */
public record KeptDocument(
    String id,
    String version,
    String given,
    String original,
    String file,
    Instant loadTime,
    String label,
    Map<String, String> metadata,
    @Nullable Instant effectiveFrom,
    @Nullable Instant effectiveUntil) {
  /** Copies the metadata. */
  public KeptDocument {
    metadata = Map.copyOf(metadata);
  }

  static KeptDocument of(DocumentRecord document) {
    Provenance provenance = document.provenance();
    Description description = document.description();
    return new KeptDocument(
        document.id(),
        provenance.version(),
        provenance.given(),
        provenance.original(),
        provenance.file(),
        provenance.loadTime(),
        description.label(),
        description.metadata(),
        description.effectiveFrom(),
        description.effectiveUntil());
  }
}
