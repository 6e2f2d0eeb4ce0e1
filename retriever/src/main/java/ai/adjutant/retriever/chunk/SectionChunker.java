package ai.adjutant.retriever.chunk;

import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.Section;
import ai.adjutant.text.Sentences;
import ai.adjutant.text.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts sections into chunks of about 200 tokens, evenly, at the ends of sentences.
 *
 * <p>A heading is no chunk of its own: it stands in its chunks' heading path. A section that is
 * nothing but a heading goes into the heading path of the section that follows; a longer run of
 * such sections, or one at the end of the document, is text after all and becomes a chunk, since
 * nothing else would hold its words.
 */
final class SectionChunker implements Chunker {
  static final int TOKENS_MAX = 200;
  private static final int HEADINGS_CARRIED_MAX = 3;

  @Override
  public List<Chunk> cut(ParsedDocument document) {
    return new Run(document).cut();
  }

  /** The cutting of one document. */
  private static final class Run {
    private final ParsedDocument document;
    private final String text;
    private final List<Chunk> chunks = new ArrayList<>();
    private final List<Integer> bare = new ArrayList<>();

    Run(ParsedDocument document) {
      this.document = document;
      this.text = document.text();
    }

    List<Chunk> cut() {
      for (int number = 0; number < document.sections().size(); number++) {
        Span body = body(document.sections().get(number));
        if (body.length() == 0) {
          bare.add(number);
        } else {
          List<String> path = path(number);
          for (Span piece : pieces(sentences(body))) {
            add(number, path, piece);
          }
        }
      }
      flushBare();
      return chunks;
    }

    /** The section without its heading's line. */
    private Span body(Section section) {
      Span all = Spans.stripped(text, section.start(), section.end());
      if (section.headingPath().isEmpty()) {
        return all;
      }
      String heading = section.headingPath().getLast();
      return text.startsWith(heading, all.start())
          ? Spans.stripped(text, Math.min(all.end(), all.start() + heading.length()), all.end())
          : all;
    }

    /** The section's path, with the bare headings before it that are not in it yet. */
    private List<String> path(int number) {
      List<String> own = document.sections().get(number).headingPath();
      List<Integer> carried =
          bare.stream()
              .filter(i -> !startsWith(own, document.sections().get(i).headingPath()))
              .toList();
      bare.retainAll(carried);
      if (carried.size() > HEADINGS_CARRIED_MAX) {
        flushBare();
        return own;
      }
      List<String> path = new ArrayList<>(own);
      int at = Math.max(0, path.size() - 1);
      for (int i : carried) {
        path.add(at++, document.sections().get(i).headingPath().getLast());
      }
      bare.clear();
      return path;
    }

    private static boolean startsWith(List<String> path, List<String> prefix) {
      return path.size() >= prefix.size() && path.subList(0, prefix.size()).equals(prefix);
    }

    private void flushBare() {
      List<Span> lines = new ArrayList<>();
      for (int number : bare) {
        Section section = document.sections().get(number);
        lines.add(Spans.stripped(text, section.start(), section.end()));
      }
      lines.removeIf(line -> line.length() == 0);
      if (!lines.isEmpty()) {
        Section first = document.sections().get(bare.getFirst());
        List<String> path = first.headingPath();
        List<String> above = path.isEmpty() ? path : path.subList(0, path.size() - 1);
        int number = bare.getFirst();
        pieces(lines).forEach(piece -> add(number, above, piece));
      }
      bare.clear();
    }

    private void add(int section, List<String> path, Span piece) {
      chunks.add(
          new Chunk(
              chunks.size(),
              section,
              path,
              piece.start(),
              piece.end(),
              Spans.pages(document.pages(), piece)));
    }

    private List<Span> sentences(Span body) {
      List<Span> sentences = new ArrayList<>();
      for (Span sentence : Sentences.split(body.of(text))) {
        cutLong(body.start() + sentence.start(), body.start() + sentence.end(), sentences);
      }
      return sentences;
    }

    /** A sentence longer than a chunk is cut at blanks, or anywhere where there are none. */
    private void cutLong(int start, int end, List<Span> into) {
      int from = start;
      for (int to = Tokens.end(text, from, end, TOKENS_MAX);
          to < end;
          to = Tokens.end(text, from, end, TOKENS_MAX)) {
        int blank = to;
        while (blank > from && !Character.isWhitespace(text.charAt(blank - 1))) {
          blank--;
        }
        int cut = blank > from + (to - from) / 2 ? blank : to;
        into.add(Spans.stripped(text, from, cut));
        from = Spans.stripped(text, cut, end).start();
      }
      if (from < end) {
        into.add(new Span(from, end));
      }
    }

    /** Neighbouring sentences joined to pieces of about the same size, none above the bound. */
    private List<Span> pieces(List<Span> sentences) {
      int total = 0;
      int[] tokens = new int[sentences.size()];
      for (int i = 0; i < tokens.length; i++) {
        tokens[i] = Tokens.estimate(text, sentences.get(i).start(), sentences.get(i).end());
        total += tokens[i];
      }
      double fair = total / Math.ceil(total / (double) TOKENS_MAX);
      List<Span> pieces = new ArrayList<>();
      int first = 0;
      int held = 0;
      for (int i = 0; i < tokens.length; i++) {
        boolean full = held + tokens[i] > TOKENS_MAX || held + tokens[i] / 2.0 > fair;
        if (i > first && full) {
          pieces.add(new Span(sentences.get(first).start(), sentences.get(i - 1).end()));
          first = i;
          held = 0;
        }
        held += tokens[i];
      }
      if (first < tokens.length) {
        pieces.add(new Span(sentences.get(first).start(), sentences.getLast().end()));
      }
      return pieces;
    }
  }
}
