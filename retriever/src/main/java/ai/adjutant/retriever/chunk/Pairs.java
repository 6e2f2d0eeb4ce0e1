package ai.adjutant.retriever.chunk;

import ai.adjutant.retriever.block.Block;
import ai.adjutant.retriever.block.BlockKind;
import java.util.List;

/** Finds where pairs of a question and its answer end. */
final class Pairs {
  private Pairs() {}

  /** Longer pairs are cut anyway. */
  private static final int CHARACTERS_MAX = 10_000;

  /** Returns where the pair ends in the text that begins with this block; 0 where none does. */
  static int end(List<Block> blocks, int at) {
    Block first = blocks.get(at);
    if (first.kind() != BlockKind.QUESTION || first.group() == 0) {
      return 0;
    }
    boolean answered = false;
    int end = first.end();
    for (int i = at + 1; i < blocks.size() && blocks.get(i).group() == first.group(); i++) {
      if (end - first.start() > CHARACTERS_MAX) {
        break;
      }
      boolean question = blocks.get(i).kind() == BlockKind.QUESTION;
      if (question && answered) {
        break;
      }
      answered |= !question;
      end = blocks.get(i).end();
    }
    return end;
  }
}
