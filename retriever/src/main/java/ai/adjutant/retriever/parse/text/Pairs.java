package ai.adjutant.retriever.parse.text;

import ai.adjutant.retriever.block.Block;
import ai.adjutant.retriever.block.BlockKind;
import java.util.List;
import java.util.Optional;

/**
 * Finds marked questions and their answers among the blocks of a text in the making. A question
 * counts as one once its answer comes; what stands between an answer and the next question belongs
 * to the answer. For one thread.
 */
final class Pairs {
  /** How many paragraphs a question may have. */
  private static final int QUESTION_BLOCKS_MAX = 3;

  /** How many blocks behind an answer may belong to it. */
  private static final int ANSWER_BLOCKS_MAX = 60;

  private static final int NONE = -1;

  private final List<Block> blocks;
  private PairMark asked = new PairMark("", "", 0);
  private int question = NONE;
  private int answerEnd = NONE;
  private int answerGroup;

  Pairs(List<Block> blocks) {
    this.blocks = blocks;
  }

  /** A heading: what is open ends. */
  void heading() {
    question = NONE;
    answerEnd = NONE;
  }

  /** Takes note of a paragraph that was added last, and may begin a pair. */
  void question(PairMark mark) {
    asked = mark;
    question = blocks.size() - 1;
  }

  /**
   * Returns whether a paragraph that comes next, with this mark, answers the question that is open.
   */
  boolean isAnswer(Optional<PairMark> mark) {
    return question != NONE
        && blocks.size() - question <= QUESTION_BLOCKS_MAX
        && mark.isPresent()
        && mark.get().answers(asked)
        && blocks.subList(question, blocks.size()).stream()
            .allMatch(block -> block.kind() == BlockKind.PARAGRAPH);
  }

  /** The answer comes, in this group: makes the question one, and what stands before it whole. */
  void answered(int group) {
    int between = question - answerEnd;
    if (answerEnd != NONE && between > 0 && between <= ANSWER_BLOCKS_MAX) {
      for (int i = answerEnd; i < question; i++) {
        set(i, blocks.get(i).kind() == BlockKind.PARAGRAPH, BlockKind.ANSWER, answerGroup);
      }
    }
    for (int i = question; i < blocks.size(); i++) {
      set(i, true, BlockKind.QUESTION, group);
    }
    Block first = blocks.get(question);
    blocks.set(
        question,
        new Block(
            first.kind(),
            first.start(),
            first.end(),
            first.level(),
            first.group(),
            Math.min(asked.length(), first.end() - first.start()),
            first.cells()));
    question = NONE;
    answerEnd = blocks.size() + 1;
    answerGroup = group;
  }

  private void set(int at, boolean changes, BlockKind kind, int group) {
    Block block = blocks.get(at);
    blocks.set(
        at,
        new Block(
            changes ? kind : block.kind(),
            block.start(),
            block.end(),
            block.level(),
            group,
            block.mark(),
            block.cells()));
  }
}
