package ai.adjutant.retriever.parse.text;

import ai.adjutant.retriever.block.Block;
import ai.adjutant.retriever.block.BlockKind;
import ai.adjutant.retriever.block.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The blocks of a text in the making and the groups they belong to. Groups nest, and the outermost
 * one counts: a table within a step belongs to the procedure. For one thread.
 */
final class BlockList {
  /** How many blocks may stand between two parts of an ordered list that counts on. */
  private static final int BETWEEN_MAX = 4;

  private static final int LEAD_CHARACTERS_MAX = 600;
  private static final int LABEL_CHARACTERS_MAX = 150;

  /** How a paragraph ends that announces what follows it. */
  private static final Pattern ANNOUNCES =
      Pattern.compile(
          "[:：]\\s*$|\\b(?:following|as follows|these steps|steps below)\\b[^.]*[.:]?\\s*$"
              + "|\\b(?:wie folgt|folgende[nrsm]?)\\b[^.]*[.:]?\\s*$|다음과 같[^.]*[.:]?\\s*$",
          Pattern.CASE_INSENSITIVE);

  private final List<Block> blocks = new ArrayList<>();
  private final Pairs pairs = new Pairs(blocks);
  private int groups;
  private int depth;
  private int group;
  private int lastOrderedGroup;
  private int lastOrderedEnd;
  private int lastOrderedNumber;

  List<Block> blocks() {
    return blocks;
  }

  /** How many groups are open within each other. */
  int depth() {
    return depth;
  }

  /** A list, a table, a pair begins; what announced it right before belongs to it. */
  void open(CharSequence text) {
    if (depth++ > 0) {
      return;
    }
    boolean answers =
        !blocks.isEmpty()
            && blocks.getLast().kind() == BlockKind.ANSWER
            && announces(blocks.getLast(), text);
    if (answers) {
      group = blocks.getLast().group();
      return;
    }
    group = ++groups;
    takeLead(text);
  }

  /** A pair of a question and its answer begins; nothing announces it. */
  void openPair() {
    if (depth++ == 0) {
      group = ++groups;
    }
  }

  /**
   * An ordered list begins that counts from this number. Where it counts on from the list before,
   * with a few paragraphs between, both are one.
   */
  void openFrom(int number, CharSequence text) {
    boolean countsOn =
        depth == 0
            && number > 1
            && number == lastOrderedNumber + 1
            && lastOrderedGroup > 0
            && blocks.size() - lastOrderedEnd <= BETWEEN_MAX
            && blocks.subList(lastOrderedEnd, blocks.size()).stream()
                .allMatch(block -> block.group() == 0 && block.kind() != BlockKind.HEADING);
    if (!countsOn) {
      open(text);
      return;
    }
    depth++;
    group = lastOrderedGroup;
    for (int i = lastOrderedEnd; i < blocks.size(); i++) {
      blocks.set(i, blocks.get(i).in(group));
    }
  }

  /** The innermost group ends. */
  void close() {
    depth = Math.max(0, depth - 1);
    if (depth == 0) {
      group = 0;
    }
  }

  /** The innermost group ends, an ordered list whose last item has this number. */
  void closeAt(int number) {
    if (depth == 1) {
      lastOrderedGroup = group;
      lastOrderedEnd = blocks.size();
      lastOrderedNumber = number;
    }
    close();
  }

  /** A heading ends all groups. */
  void heading(int level, int start, int end) {
    depth = 0;
    group = 0;
    lastOrderedGroup = 0;
    pairs.heading();
    blocks.add(new Block(BlockKind.HEADING, start, end, level, 0, 0, List.of()));
  }

  void add(BlockKind kind, int start, int end, int level, int mark, List<Cell> cells) {
    blocks.add(new Block(kind, start, end, level, group, mark, cells));
  }

  boolean isAnswer(String paragraph) {
    return pairs.isAnswer(PairMark.at(paragraph, 0));
  }

  /** A paragraph that may begin with the mark of a question or of an answer. */
  void paragraph(int start, int end, int level, CharSequence text) {
    Optional<PairMark> mark = PairMark.at(text, start);
    if (pairs.isAnswer(mark)) {
      int pair = depth == 0 ? ++groups : group;
      pairs.answered(pair);
      int length = Math.min(mark.orElseThrow().length(), end - start);
      blocks.add(new Block(BlockKind.ANSWER, start, end, level, pair, length, List.of()));
      return;
    }
    add(BlockKind.PARAGRAPH, start, end, level, 0, List.of());
    mark.filter(PairMark::asks).ifPresent(pairs::question);
  }

  /** A short line right above a table that is no sentence is the table's title. */
  void takeTitle(CharSequence text) {
    if (blocks.isEmpty() || blocks.getLast().kind() != BlockKind.PARAGRAPH) {
      return;
    }
    Block last = blocks.getLast();
    boolean title =
        (last.group() == 0 || last.group() == group)
            && last.end() - last.start() <= LABEL_CHARACTERS_MAX
            && last.mark() == 0
            && ".!?。;,".indexOf(text.charAt(last.end() - 1)) < 0
            && text.subSequence(last.start(), last.end()).chars().noneMatch(c -> c == '\n');
    if (title) {
      blocks.set(
          blocks.size() - 1,
          new Block(BlockKind.CAPTION, last.start(), last.end(), 0, group, 0, List.of()));
    }
  }

  /** Takes the paragraph right before that announces the group, and a label before that. */
  private void takeLead(CharSequence text) {
    int last = blocks.size() - 1;
    if (last < 0 || !isFree(blocks.get(last))) {
      return;
    }
    boolean announces = announces(blocks.get(last), text);
    if (!announces && !isLabel(blocks.get(last), text)) {
      return;
    }
    blocks.set(last, blocks.get(last).in(group));
    boolean labelled =
        announces
            && last > 0
            && isFree(blocks.get(last - 1))
            && isLabel(blocks.get(last - 1), text);
    if (labelled) {
      blocks.set(last - 1, blocks.get(last - 1).in(group));
    }
  }

  private static boolean isFree(Block block) {
    return block.kind() == BlockKind.PARAGRAPH && block.group() == 0;
  }

  private static boolean announces(Block block, CharSequence text) {
    int from = Math.max(block.start(), block.end() - LEAD_CHARACTERS_MAX);
    return ANNOUNCES.matcher(text.subSequence(from, block.end())).find();
  }

  /** A short line that is no sentence, or a question: what the list is about. */
  private static boolean isLabel(Block block, CharSequence text) {
    return block.end() - block.start() <= LABEL_CHARACTERS_MAX
        && ".!;,".indexOf(text.charAt(block.end() - 1)) < 0
        && text.subSequence(block.start(), block.end()).toString().indexOf('\n') < 0;
  }
}
