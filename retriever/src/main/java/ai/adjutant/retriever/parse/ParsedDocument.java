package ai.adjutant.retriever.parse;

import ai.adjutant.retriever.block.Block;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Describes a document as it was read.
 *
 * @param title title as the document states it, its first heading, or its file name without the
 *     ending
 * @param text plain text; blocks (paragraphs, headings, list items, table rows) end with a line
 *     break
 * @param sections sections in order
 * @param blocks blocks in order; they hold all text but white space
 * @param pages starts of pages, ascending; empty where the format knows none
 * @param contentType media type, {@code text/markdown}
 * @param language detected language, BCP 47; empty when undetected
 * @param label classification label as the document states it; empty when none
 * @param metadata what else the document says of itself; keys are lower-case
 * @param effectiveFrom in force from; null means always
 * @param effectiveUntil in force until, exclusive; null means for ever
 * @param warnings what a person should know of this reading
 */
public record ParsedDocument(
    String title,
    String text,
    List<Section> sections,
    List<Block> blocks,
    List<PageStart> pages,
    String contentType,
    String language,
    String label,
    Map<String, String> metadata,
    @Nullable Instant effectiveFrom,
    @Nullable Instant effectiveUntil,
    List<String> warnings) {
  /** Copies the collections. */
  public ParsedDocument {
    sections = List.copyOf(sections);
    blocks = List.copyOf(blocks);
    pages = List.copyOf(pages);
    metadata = Map.copyOf(metadata);
    warnings = List.copyOf(warnings);
  }
}
