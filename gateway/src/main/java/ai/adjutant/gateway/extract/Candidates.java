package ai.adjutant.gateway.extract;

import ai.adjutant.gateway.extract.Outline.Placed;
import ai.adjutant.gateway.retrieve.BlockKind;
import ai.adjutant.text.Sentences;
import ai.adjutant.text.Span;
import java.util.ArrayList;
import java.util.List;

/** Finds what may answer in the blocks of passages. */
final class Candidates {
  /** Longest context of a candidate, in UTF-16 code units. */
  private static final int CONTEXT_CHARACTERS_MAX = 600;

  private Candidates() {}

  static List<Candidate> of(Outline outline) {
    List<Candidate> candidates = new ArrayList<>();
    for (Placed placed : outline.blocks()) {
      if (placed.within()) {
        add(outline, placed, candidates);
      }
    }
    return candidates;
  }

  private static void add(Outline outline, Placed placed, List<Candidate> into) {
    String text = placed.block().text();
    String context = context(outline, placed);
    switch (placed.kind()) {
      case HEADING, TABLE_HEADER -> {
        // they lend their words to what stands under them
      }
      case CAPTION, TABLE_ROW, DEFINITION ->
          into.add(new Candidate(outline, placed, new Span(0, text.length()), context));
      case QUESTION, ORDERED_ITEM, UNORDERED_ITEM ->
          into.add(
              new Candidate(
                  outline, placed, new Span(placed.block().mark(), text.length()), context));
      case PARAGRAPH, ANSWER, CODE, QUOTED, CUE, FURNITURE -> {
        for (Span sentence : Sentences.split(text)) {
          into.add(new Candidate(outline, placed, sentence, context));
        }
      }
    }
  }

  /** What a block stands under, outermost first. */
  private static String context(Outline outline, Placed placed) {
    StringBuilder context = new StringBuilder(outline.passage().title());
    placed.headings().forEach(heading -> context.append('\n').append(heading));
    int group = placed.block().group();
    if (placed.kind() == BlockKind.ANSWER) {
      outline.pair(placed).stream()
          .takeWhile(other -> other.kind() == BlockKind.QUESTION)
          .forEach(question -> context.append('\n').append(question.block().text()));
    } else if (group > 0) {
      for (Placed other : outline.group(group)) {
        boolean lends =
            other.at() < placed.at()
                && (outline.isLead(other) || other.kind() == BlockKind.TABLE_HEADER);
        if (lends && context.length() < CONTEXT_CHARACTERS_MAX) {
          context.append('\n').append(other.block().text());
        }
      }
    }
    return context.length() > CONTEXT_CHARACTERS_MAX
        ? context.substring(0, CONTEXT_CHARACTERS_MAX)
        : context.toString();
  }
}
