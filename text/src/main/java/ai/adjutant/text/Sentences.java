package ai.adjutant.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits text into sentences; a line break always ends one. Pure; any thread may call. */
public final class Sentences {
  private Sentences() {}

  /** Sentences in order, without the white space around them; blank stretches are left out. */
  public static List<Span> split(String text) {
    List<Span> sentences = new ArrayList<>();
    int line = 0;
    while (line < text.length()) {
      int end = text.indexOf('\n', line);
      end = end < 0 ? text.length() : end;
      splitLine(text, line, end, sentences);
      line = end + 1;
    }
    return List.copyOf(sentences);
  }

  private static void splitLine(String text, int start, int end, List<Span> into) {
    BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
    breaks.setText(text.substring(start, end));
    int from = breaks.first();
    for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
      add(text, start + from, start + to, into);
    }
  }

  private static void add(String text, int start, int end, List<Span> into) {
    int from = start;
    int to = end;
    while (from < to && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
      to--;
    }
    if (from < to) {
      into.add(new Span(from, to));
    }
  }
}
