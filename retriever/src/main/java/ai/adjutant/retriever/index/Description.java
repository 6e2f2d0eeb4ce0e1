package ai.adjutant.retriever.index;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a document says of itself, and what filters ask for.
 *
 * @param contentType media type
 * @param language BCP 47; empty when unknown
 * @param label classification label; empty when none
 * @param effectiveFrom in force from; null means always
 * @param effectiveUntil in force until, exclusive; null means for ever
 */
public record Description(
    String title,
    String contentType,
    String language,
    String label,
    Map<String, String> metadata,
    @Nullable Instant effectiveFrom,
    @Nullable Instant effectiveUntil) {
  /** Copies the metadata. */
  public Description {
    metadata = Map.copyOf(metadata);
  }
}
