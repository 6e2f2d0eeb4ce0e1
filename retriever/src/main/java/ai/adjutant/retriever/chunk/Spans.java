package ai.adjutant.retriever.chunk;

import ai.adjutant.retriever.parse.PageStart;
import ai.adjutant.text.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stretches of a document's text. */
final class Spans {
  private Spans() {}

  /** The stretch without the white space around it. */
  static Span stripped(String text, int start, int end) {
    int from = start;
    int to = end;
    while (from < to && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
      to--;
    }
    return new Span(from, to);
  }

  /** The page in force at the start, then the pages that start within. */
  static List<PageStart> pages(List<PageStart> pages, Span span) {
    int low = 0;
    int high = pages.size();
    while (low < high) { // first page that starts after the span's start
      int middle = (low + high) >>> 1;
      if (pages.get(middle).offset() <= span.start()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    List<PageStart> within = new ArrayList<>();
    @Nullable PageStart inForce = low == 0 ? null : pages.get(low - 1);
    if (inForce != null) {
      within.add(inForce);
    }
    for (int i = low; i < pages.size() && pages.get(i).offset() < span.end(); i++) {
      within.add(pages.get(i));
    }
    return within;
  }
}
