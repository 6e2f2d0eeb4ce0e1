package ai.adjutant.gateway.retrieve;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Describes a chunk that was found, with its raw signals.
 *
 * @param document resource name of the document
 * @param version version of the document
 * @param chunk resource name of the chunk
 * @param title title of the document
 * @param text the chunk, verbatim
 * @param start offset of the chunk in the document's text, UTF-16 code units
 * @param pages the page in force at the start, then pages that start within; offsets of the
 *     document's text
 * @param score fused score, comparable within one search
 * @param bm25 raw BM25
 * @param cosine raw cosine; empty without an encoder
 * @param cover share of the question's terms, by idf, that stand in the chunk
 * @param wordRank rank in the words leg, from 1; 0 when it did not find the chunk
 * @param vectorRank rank in the vector leg, from 1; 0 when the leg did not find it
 * @param structure the blocks of the chunk and of those around it, in reading order; empty where
 *     they are not known
 * @param effectiveFrom from when on the document is in force; null means always
 * @param effectiveUntil until when, exclusive; null means for ever
 * @param reading what a reader read in it; null where none did
 */
public record Passage(
    String document,
    String version,
    String chunk,
    String title,
    String text,
    int start,
    List<Page> pages,
    double score,
    double bm25,
    OptionalDouble cosine,
    double cover,
    int wordRank,
    int vectorRank,
    List<Stretch> structure,
    @Nullable Instant effectiveFrom,
    @Nullable Instant effectiveUntil,
    @Nullable Reading reading) {
  /** Copies the lists. */
  public Passage {
    pages = List.copyOf(pages);
    structure = List.copyOf(structure);
  }

  /** Describes a chunk of a document that is always in force. */
  public Passage(
      String document,
      String version,
      String chunk,
      String title,
      String text,
      int start,
      List<Page> pages,
      double score,
      double bm25,
      OptionalDouble cosine,
      double cover,
      int wordRank,
      int vectorRank,
      List<Stretch> structure) {
    this(
        document,
        version,
        chunk,
        title,
        text,
        start,
        pages,
        score,
        bm25,
        cosine,
        cover,
        wordRank,
        vectorRank,
        structure,
        null,
        null,
        null);
  }

  /** Returns the same with what a reader read in it. */
  public Passage read(Reading reading) {
    return with(effectiveFrom, reading);
  }

  /** Returns the same of a document that is in force from this instant on. */
  public Passage inForceFrom(Instant from) {
    return with(from, reading);
  }

  private Passage with(@Nullable Instant from, @Nullable Reading read) {
    return new Passage(
        document,
        version,
        chunk,
        title,
        text,
        start,
        pages,
        score,
        bm25,
        cosine,
        cover,
        wordRank,
        vectorRank,
        structure,
        from,
        effectiveUntil,
        read);
  }

  /**
   * States where a page starts.
   *
   * @param offset in the document's text
   * @param number from 1
   */
  public record Page(int offset, int number) {}

  /**
   * Returns the page on which an offset of the document's text stands; 0 where the format knows
   * none.
   */
  public int pageAt(int offset) {
    int page = pages.isEmpty() ? 0 : pages.getFirst().number();
    for (Page start : pages) {
      if (start.offset() <= offset) {
        page = start.number();
      }
    }
    return page;
  }
}
