package ai.adjutant.retriever.parse;

import java.util.List;

/**
 * Describes a stretch of a document under one heading. Sections lie in order, do not overlap, and
 * together hold all text but white space; the heading's own line belongs to its section.
 *
 * @param headingPath headings above, outermost first, its own last; empty before the first heading
 * @param start first UTF-16 code unit in the document's text
 * @param end one past the last
 */
public record Section(List<String> headingPath, int start, int end) {
  /** Copies the path and checks the order. */
  public Section {
    headingPath = List.copyOf(headingPath);
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("not a section: " + start + ".." + end);
    }
  }
}
