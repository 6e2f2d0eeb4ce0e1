package ai.adjutant.retriever.load;

import ai.adjutant.retriever.index.Description;
import ai.adjutant.retriever.index.DocumentRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds what is needed of a document to find which one takes the place of which.
 *
 * @param from in force from; null means always
 * @param ownUntil in force until, exclusive, without what other documents say; null means for ever
 * @param endedBy id of the document that was found to take its place; empty when none was
 */
record VersionRecord(
    String id,
    String title,
    Map<String, String> metadata,
    @Nullable Instant from,
    @Nullable Instant ownUntil,
    Instant loadTime,
    @Nullable Instant until,
    String endedBy) {
  static final String SUPERSEDES = "supersedes";
  static final String SUPERSEDED_BY = "superseded_by";
  static final String STATUS = "status";
  static final String NUMBER = "document_number";
  static final String VERSION = "version";

  /** Metadata that no document states of itself: the id of the one that took its place. */
  static final String ENDED_BY = "adjutant.ended_by";

  /** Until when it would be in force had no other taken its place; absent means for ever. */
  static final String STATED_UNTIL = "adjutant.stated_until";

  static VersionRecord of(DocumentRecord document) {
    Description description = document.description();
    Map<String, String> metadata = description.metadata();
    String endedBy = metadata.getOrDefault(ENDED_BY, "");
    return new VersionRecord(
        document.id(),
        description.title(),
        metadata,
        description.effectiveFrom(),
        endedBy.isEmpty() ? description.effectiveUntil() : stated(metadata),
        document.provenance().loadTime(),
        description.effectiveUntil(),
        endedBy);
  }

  private static @Nullable Instant stated(Map<String, String> metadata) {
    try {
      String stated = metadata.getOrDefault(STATED_UNTIL, "");
      return stated.isEmpty() ? null : Instant.parse(stated);
    } catch (DateTimeException e) {
      return null; // a client's own metadata of this name
    }
  }

  String stated(String name) {
    return metadata.getOrDefault(name, "");
  }

  /** From when on it takes the place of others. */
  Instant begins() {
    return from == null ? loadTime : from;
  }

  /** Returns true where it only says that it is out of force, and was taken at its load's word. */
  boolean isEndAssumed() {
    return ownUntil != null && ownUntil.toEpochMilli() == loadTime.toEpochMilli();
  }
}
