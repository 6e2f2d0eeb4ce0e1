package ai.adjutant.retriever.search;

import ai.adjutant.retriever.chunk.SearchText;
import ai.adjutant.retriever.index.FoundChunk;
import ai.adjutant.retriever.read.PassageReading;
import ai.adjutant.retriever.read.PassageReading.Span;
import ai.adjutant.retriever.read.Reader;
import java.util.List;

/**
 * Holds a chunk as a reader reads it: title and headings first, as steps and rows often do not say
 * themselves what they are of.
 *
 * @param text place and text of the chunk
 * @param placeLength of what stands before the chunk's text, in UTF-16 code units
 */
record PlacedPassage(String text, int placeLength) {
  /** Longest title and headings; what is longer leaves too few tokens for the text. */
  private static final int PLACE_LENGTH_MAX = 300;

  /** Cuts a long text at its end, and leaves long headings out. */
  static PlacedPassage of(FoundChunk chunk) {
    String place = SearchText.place(chunk.description().title(), chunk.chunk());
    if (place.length() > PLACE_LENGTH_MAX) {
      place = "";
    }
    return new PlacedPassage(cut(place + chunk.text()), place.length());
  }

  private static String cut(String text) {
    if (text.length() <= Reader.PASSAGE_LENGTH_MAX) {
      return text;
    }
    int end = Reader.PASSAGE_LENGTH_MAX;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
  }

  /**
   * Returns a reading of this passage with offsets in the chunk's text; without spans that begin
   * before it.
   *
   * @param most at most so many spans
   */
  PassageReading inText(PassageReading reading, int most) {
    List<Span> spans =
        reading.spans().stream()
            .filter(span -> span.start() >= placeLength)
            .limit(most)
            .map(span ->
                new Span(span.start() - placeLength, span.end() - placeLength, span.score()))
            .toList();
    return new PassageReading(reading.relevance(), reading.answerable(), spans);
  }
}
