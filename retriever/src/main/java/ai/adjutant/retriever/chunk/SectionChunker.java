package ai.adjutant.retriever.chunk;

import ai.adjutant.retriever.block.Block;
import ai.adjutant.retriever.block.BlockKind;
import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.Section;
import ai.adjutant.text.Sentences;
import ai.adjutant.text.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts sections into chunks of about 200 tokens, evenly, at the ends of sentences, items and rows.
 *
 * <p>The heading path leaves out outer headings that the title says already. A heading is no chunk
 * of its own: it stands in its chunks' heading path. A section that is nothing but a heading goes
 * into the heading path of the section that follows; a longer run of such sections, or one at the
 * end of the document, is text after all and becomes a chunk, since nothing else would hold its
 * words.
 */
final class SectionChunker implements Chunker {
  static final int TOKENS_MAX = 200;
  private static final int HEADINGS_CARRIED_MAX = 3;

  /** How far off the fair place, as a share of a piece, a paragraph's end is still preferred. */
  private static final double PARAGRAPH_SHARE = 0.35;

  /** What a cut between a question and its answer costs, in pieces: more than any other. */
  private static final double QUESTION_FACTOR = 4;

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
    private final Set<Integer> questionEnds = new HashSet<>();

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
              belowTitle(path),
              piece.start(),
              piece.end(),
              Spans.blocks(document.blocks(), piece),
              Spans.pages(document.pages(), piece)));
    }

    /** The title stands before every chunk already, and nothing need be said twice. */
    private List<String> belowTitle(List<String> path) {
      String title = document.title().toLowerCase(Locale.ROOT);
      int said = 0;
      while (said < path.size() && title.contains(path.get(said).toLowerCase(Locale.ROOT))) {
        said++;
      }
      return path.subList(said, path.size()).stream().distinct().toList();
    }

    /** What is not cut unless it is too long: sentences, items, rows, pairs. */
    private List<Span> sentences(Span body) {
      List<Span> sentences = new ArrayList<>();
      int at = body.start();
      List<Block> blocks = Spans.blocks(document.blocks(), body);
      for (int i = 0; i < blocks.size(); i++) {
        Block block = blocks.get(i);
        if (block.kind() == BlockKind.HEADING || block.start() < at) {
          continue; // the body may begin within its line; a pair is whole already
        }
        int pairEnd = Pairs.end(blocks, i);
        if (pairEnd > 0 && Tokens.end(text, block.start(), pairEnd, TOKENS_MAX) == pairEnd) {
          split(Spans.stripped(text, at, block.start()), sentences);
          sentences.add(new Span(block.start(), pairEnd));
          at = pairEnd;
          continue;
        }
        if (block.kind() == BlockKind.QUESTION) {
          questionEnds.add(block.end());
        }
        split(Spans.stripped(text, at, block.start()), sentences);
        boolean whole =
            block.kind().isAtomic()
                && Tokens.end(text, block.start(), block.end(), TOKENS_MAX) == block.end();
        if (whole) {
          sentences.add(new Span(block.start(), block.end()));
        } else {
          split(new Span(block.start(), block.end()), sentences);
        }
        at = block.end();
      }
      split(Spans.stripped(text, at, body.end()), sentences);
      return sentences;
    }

    private void split(Span stretch, List<Span> into) {
      for (Span sentence : Sentences.split(stretch.of(text))) {
        cutLong(stretch.start() + sentence.start(), stretch.start() + sentence.end(), into);
      }
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

    /**
     * Neighbouring sentences joined to pieces of about the same size, none above the bound, cut
     * between paragraphs where one ends near enough.
     */
    private List<Span> pieces(List<Span> sentences) {
      int[] tokens = new int[sentences.size()];
      int left = 0;
      for (int i = 0; i < tokens.length; i++) {
        tokens[i] = Tokens.estimate(text, sentences.get(i).start(), sentences.get(i).end());
        left += tokens[i];
      }
      List<Span> pieces = new ArrayList<>();
      int first = 0;
      while (first < tokens.length) {
        int next = next(sentences, tokens, first, left);
        pieces.add(new Span(sentences.get(first).start(), sentences.get(next - 1).end()));
        for (; first < next; first++) {
          left -= tokens[first];
        }
      }
      return pieces;
    }

    /** The sentence that the next piece starts with. */
    private int next(List<Span> sentences, int[] tokens, int first, int left) {
      double fair = left / Math.ceil(left / (double) TOKENS_MAX);
      int best = first + 1;
      double bestCost = Double.MAX_VALUE;
      int held = 0;
      for (int i = first; i < tokens.length; i++) {
        held += tokens[i];
        if (held > TOKENS_MAX && i > first) {
          break;
        }
        if (i + 1 == tokens.length && held <= TOKENS_MAX) {
          return tokens.length;
        }
        double cost = Math.abs(held - fair) + penalty(sentences, i, fair);
        if (cost <= bestCost) {
          best = i + 1;
          bestCost = cost;
        }
      }
      return best;
    }

    /** What a cut after this sentence costs, beside its distance from the fair place. */
    private double penalty(List<Span> sentences, int i, double fair) {
      Span sentence = sentences.get(i);
      if (questionEnds.contains(sentence.end())) {
        return QUESTION_FACTOR * fair; // its answer would be in the next piece
      }
      if (text.charAt(sentence.end() - 1) == ':') {
        return fair; // what it announces would be in the next piece
      }
      int start = sentences.get(i + 1).start();
      return text.substring(sentence.end(), start).indexOf('\n') >= 0 ? 0 : PARAGRAPH_SHARE * fair;
    }
  }
}
