package ai.adjutant.retriever.parse.text;

import ai.adjutant.retriever.block.Block;
import ai.adjutant.retriever.block.BlockKind;
import ai.adjutant.text.Sentences;
import ai.adjutant.text.WordFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds questions that nothing marks as such but that stand alike in a row: as paragraphs, lines in
 * bold or list items of their own, each with its answer below. One alone is none, nor is a question
 * within prose. For one thread.
 */
final class AskedRuns {
  /** How many blocks an answer may have. */
  private static final int ANSWER_BLOCKS_MAX = 60;

  /** How many in an answer to a question that looks like any other paragraph. */
  private static final int PLAIN_ANSWER_BLOCKS_MAX = 8;

  /** How many paragraphs may stand above the first of such questions, under one heading. */
  private static final int PLAIN_BEFORE_MAX = 2;

  private static final int PLAIN_CHARACTERS_MIN = 8;
  private static final int QUESTION_CHARACTERS_MAX = 300;
  private static final int RUN_MIN = 2;

  /** Words that a question of somebody's train of thought begins with. */
  private static final Set<String> GOING_ON = WordFile.words(AskedRuns.class, "going-on-words.txt");

  private final List<Block> blocks;
  private final StringBuilder text;
  private final Set<Integer> strong;

  /** How long the question is that each block begins with. */
  private final int[] lengths;

  private final Set<Integer> pairGroups = new HashSet<>();
  private int groups;

  /**
   * Reads a text's blocks.
   *
   * @param strong where blocks start whose first line is in bold
   */
  AskedRuns(List<Block> blocks, StringBuilder text, Set<Integer> strong) {
    this.blocks = blocks;
    this.text = text;
    this.strong = strong;
    for (Block block : blocks) {
      groups = Math.max(groups, block.group());
      if (block.kind() == BlockKind.QUESTION) {
        pairGroups.add(block.group());
      }
    }
    this.lengths = new int[blocks.size()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = questionLength(blocks.get(i));
    }
  }

  /**
   * How questions are written that belong together.
   *
   * @param bold whether they stand out from paragraphs, as items always do
   */
  private record Markup(BlockKind kind, int level, boolean bold) {}

  /**
   * A question.
   *
   * @param at its block
   * @param length how much of the block it is, the mark included
   * @param end one past the last block of its answer
   */
  private record Asked(int at, int length, int end) {}

  /** The items of one level of a list. */
  private record ItemList(int group, int level) {
    static ItemList of(Block item) {
      return new ItemList(item.group(), item.level());
    }
  }

  /** Returns the blocks with those that were found as questions and answers. */
  List<Block> read() {
    Map<Markup, List<List<Asked>>> found = new LinkedHashMap<>();
    int start = 0;
    for (int i = 0; i <= blocks.size(); i++) {
      if (i == blocks.size() || blocks.get(i).kind() == BlockKind.HEADING) {
        section(start, i, found);
        start = i + 1;
      }
    }
    List<Asked> pairs =
        found.entrySet().stream()
            .filter(one -> counts(one.getKey(), one.getValue()))
            .flatMap(one -> one.getValue().stream().flatMap(List::stream))
            .toList();
    return pairs.isEmpty() ? blocks : written(pairs);
  }

  /** Plain paragraphs count by section; those that stand out count wherever they are. */
  private static boolean counts(Markup markup, List<List<Asked>> sections) {
    return !markup.bold() || sections.stream().mapToInt(List::size).sum() >= RUN_MIN;
  }

  /** Adds the questions of a section, those of one markup alone. */
  private void section(int start, int end, Map<Markup, List<List<Asked>>> into) {
    Map<Markup, List<Integer>> candidates = new LinkedHashMap<>();
    for (int i = start; i < end; i++) {
      if (lengths[i] > 0) {
        candidates.computeIfAbsent(markup(i), unused -> new ArrayList<>()).add(i);
      }
    }
    @Nullable Markup best = null;
    List<Asked> most = List.of();
    for (Map.Entry<Markup, List<Integer>> one : candidates.entrySet()) {
      List<Asked> asked = asked(one.getKey(), one.getValue(), start, end);
      boolean better =
          asked.size() > most.size()
              || (asked.size() == most.size() && best != null && !best.bold());
      if (better && !asked.isEmpty()) {
        best = one.getKey();
        most = asked;
      }
    }
    if (best != null) {
      into.computeIfAbsent(best, unused -> new ArrayList<>()).add(most);
    }
  }

  private Markup markup(int at) {
    Block block = blocks.get(at);
    return new Markup(block.kind(), block.level(), isItem(block) || strong.contains(block.start()));
  }

  /** How long the question is that a block begins with, its mark included; 0 where it is none. */
  private int questionLength(Block block) {
    boolean fits =
        switch (block.kind()) {
          case PARAGRAPH -> block.mark() == 0;
          case ORDERED_ITEM, UNORDERED_ITEM -> true;
          default -> false;
        };
    if (!fits || pairGroups.contains(block.group())) {
      return 0;
    }
    int from = block.start() + block.mark();
    int end = from;
    while (end < block.end() && text.charAt(end) != '\n') {
      if (++end - from > QUESTION_CHARACTERS_MAX) {
        return 0;
      }
    }
    String line = text.substring(from, end).strip();
    boolean asks =
        PairMark.isQuestion(line)
            && Sentences.split(line).stream()
                .allMatch(each -> PairMark.isQuestion(line.substring(each.start(), each.end())));
    boolean plain = block.kind() == BlockKind.PARAGRAPH && !strong.contains(block.start());
    return asks && !(plain && goesOn(line)) ? end - block.start() : 0;
  }

  /** A question within a train of thought: "But why?". */
  private static boolean goesOn(String line) {
    String first = line.toLowerCase(Locale.ROOT).split("[^\\p{L}]+", 2)[0];
    return GOING_ON.contains(first)
        || GOING_ON.stream().anyMatch(word -> word.charAt(0) > 0x2e80 && line.startsWith(word))
        || (line.length() < PLAIN_CHARACTERS_MIN && line.charAt(0) < 0x2e80);
  }

  /** The questions among these that have answers; none where they don't stand in a row. */
  private List<Asked> asked(Markup markup, List<Integer> candidates, int start, int end) {
    List<Asked> asked = new ArrayList<>();
    boolean item = markup.kind() != BlockKind.PARAGRAPH;
    for (int i = 0; i < candidates.size(); i++) {
      int at = candidates.get(i);
      int length = lengths[at];
      boolean last = i + 1 == candidates.size();
      int limit = last ? end : candidates.get(i + 1);
      int answerEnd = answerEnd(at, limit, item);
      boolean within = blocks.get(at).end() > blocks.get(at).start() + length;
      if (last) {
        answerEnd = lastAnswerEnd(at, answerEnd, within, item);
      }
      int most = !markup.bold() ? PLAIN_ANSWER_BLOCKS_MAX : ANSWER_BLOCKS_MAX;
      boolean answered = within || answerEnd > at + 1;
      if (answered && answerEnd - at - 1 <= most) {
        asked.add(new Asked(at, length, answerEnd));
      }
    }
    Set<ItemList> others = item ? otherLists(start, end) : Set.of();
    boolean row =
        !markup.bold()
            ? asked.size() >= RUN_MIN
                && paragraphs(start, asked.getFirst().at()) <= PLAIN_BEFORE_MAX
            : !item
                || asked.stream()
                    .noneMatch(one -> others.contains(ItemList.of(blocks.get(one.at()))));
    return row ? asked : List.of();
  }

  private long paragraphs(int from, int to) {
    return blocks.subList(from, to).stream()
        .filter(block -> block.kind() != BlockKind.FURNITURE)
        .count();
  }

  /** Where the answer ends at the latest: with an item's list, with furniture, with other pairs. */
  private int answerEnd(int at, int limit, boolean item) {
    Block question = blocks.get(at);
    int end = at + 1;
    while (end < limit) {
      Block next = blocks.get(end);
      boolean sibling = item && isItem(next) && next.level() <= question.level();
      if (sibling || next.kind() == BlockKind.FURNITURE || pairGroups.contains(next.group())) {
        break;
      }
      end++;
    }
    return end;
  }

  /**
   * What follows the last answer is another matter: the answer is what lies within the item, else
   * one block, or one that announces a list with that list.
   */
  private int lastAnswerEnd(int at, int limit, boolean within, boolean item) {
    int group = blocks.get(at).group();
    int end = at + 1;
    while (end < limit && group > 0 && blocks.get(end).group() == group) {
      end++;
    }
    boolean nested = end > at + 1 && (item || within);
    if (nested || within || end == limit) {
      return end;
    }
    end = Math.max(end, at + 2);
    int following = blocks.get(end - 1).group();
    while (end < limit && following > 0 && blocks.get(end).group() == following) {
      end++;
    }
    return end;
  }

  /** Lists some of whose items do not ask: a list of steps may hold a question. */
  private Set<ItemList> otherLists(int start, int end) {
    Set<ItemList> others = new HashSet<>();
    for (int i = start; i < end; i++) {
      if (isItem(blocks.get(i)) && lengths[i] == 0) {
        others.add(ItemList.of(blocks.get(i)));
      }
    }
    return others;
  }

  private static boolean isItem(Block block) {
    return block.kind() == BlockKind.ORDERED_ITEM || block.kind() == BlockKind.UNORDERED_ITEM;
  }

  private List<Block> written(List<Asked> pairs) {
    Map<Integer, Asked> byBlock = new HashMap<>();
    pairs.forEach(pair -> byBlock.put(pair.at(), pair));
    Set<Integer> left = new HashSet<>();
    List<Block> written = new ArrayList<>();
    int end = 0;
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      @Nullable Asked asked = byBlock.get(i);
      if (asked != null) {
        end = asked.end();
        left.add(block.group());
        groups++;
        question(block, asked.length()).forEach(written::add);
      } else if (i < end) {
        left.add(block.group());
        written.add(block(block, answerKind(block), block.start(), block.end()));
      } else {
        written.add(block);
      }
    }
    return alone(written, left);
  }

  private static BlockKind answerKind(Block block) {
    return block.kind() == BlockKind.PARAGRAPH ? BlockKind.ANSWER : block.kind();
  }

  /** The question, and what stands of the answer in the same block. */
  private Stream<Block> question(Block block, int length) {
    int end = block.start() + length;
    Block question =
        new Block(BlockKind.QUESTION, block.start(), end, 0, groups, block.mark(), List.of());
    int from = end;
    while (from < block.end() && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    return from == block.end()
        ? Stream.of(question)
        : Stream.of(
            question,
            new Block(BlockKind.ANSWER, from, block.end(), block.level(), groups, 0, List.of()));
  }

  private Block block(Block block, BlockKind kind, int start, int end) {
    return new Block(kind, start, end, block.level(), groups, block.mark(), block.cells());
  }

  /** What announced a list of questions stands alone once they are pairs. */
  private static List<Block> alone(List<Block> blocks, Set<Integer> left) {
    Map<Integer, Integer> sizes = new HashMap<>();
    blocks.forEach(block -> sizes.merge(block.group(), 1, Integer::sum));
    return blocks.stream()
        .map(block -> {
          boolean alone =
              left.contains(block.group())
                  && sizes.getOrDefault(block.group(), 0) == 1
                  && block.kind() == BlockKind.PARAGRAPH;
          return alone ? block.in(0) : block;
        })
        .toList();
  }
}
