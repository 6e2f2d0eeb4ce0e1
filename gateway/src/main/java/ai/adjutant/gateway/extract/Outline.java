package ai.adjutant.gateway.extract;

import ai.adjutant.gateway.retrieve.Block;
import ai.adjutant.gateway.retrieve.BlockKind;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.Stretch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The blocks around a passage in reading order, with the headings that they stand under.
 *
 * @param passage the passage
 * @param blocks its blocks and those of the chunks around it
 * @param groups the blocks that belong together, by the number of their group
 */
record Outline(Passage passage, List<Placed> blocks, Map<Integer, Group> groups) {
  /**
   * A block at its place.
   *
   * @param at place in the outline
   * @param headings headings above, outermost first
   * @param within whether it stands in the passage itself, not in a chunk beside it
   */
  record Placed(int at, List<String> headings, Block block, boolean within) {
    BlockKind kind() {
      return block.kind();
    }
  }

  static Outline of(Passage passage) {
    List<Placed> blocks = new ArrayList<>();
    int end = passage.start() + passage.text().length();
    for (Stretch stretch : stretches(passage)) {
      for (Block block : stretch.blocks()) {
        boolean within = block.start() >= passage.start() && block.end() <= end;
        blocks.add(new Placed(blocks.size(), stretch.headings(), block, within));
      }
    }
    return new Outline(passage, List.copyOf(blocks), groups(blocks));
  }

  /** The structure, or a paragraph a line where it is not known. */
  private static List<Stretch> stretches(Passage passage) {
    if (!passage.structure().isEmpty()) {
      return passage.structure();
    }
    List<Block> lines = new ArrayList<>();
    int at = 0;
    for (String line : passage.text().split("\n", -1)) {
      if (!line.isBlank()) {
        lines.add(Block.paragraph(passage.start() + at, line));
      }
      at += line.length() + 1;
    }
    return List.of(new Stretch(0, List.of(), lines));
  }

  /** The blocks of a group, in order. */
  List<Placed> group(int group) {
    return groups.getOrDefault(group, Group.NONE).blocks();
  }

  /** What announces a group: paragraphs before its first item or row. */
  List<Placed> leads(int group) {
    return groups.getOrDefault(group, Group.NONE).leads();
  }

  /** The question with its answer that a block of a pair belongs to; groups may hold several. */
  List<Placed> pair(Placed member) {
    List<Placed> group = group(member.block().group());
    int from = Math.max(0, group.indexOf(member));
    while (from > 0 && !startsPair(group, from)) {
      from--;
    }
    int to = from + 1;
    while (to < group.size() && !startsPair(group, to)) {
      to++;
    }
    return group.isEmpty() ? List.of(member) : group.subList(from, to);
  }

  /** A question that follows no other question: those in a row are one. */
  private static boolean startsPair(List<Placed> group, int at) {
    return group.get(at).kind() == BlockKind.QUESTION
        && (at == 0 || group.get(at - 1).kind() != BlockKind.QUESTION);
  }

  boolean isLead(Placed placed) {
    return leads(placed.block().group()).contains(placed);
  }

  private static Map<Integer, Group> groups(List<Placed> blocks) {
    Map<Integer, List<Placed>> members = new HashMap<>();
    for (Placed placed : blocks) {
      if (placed.block().group() > 0) {
        members.computeIfAbsent(placed.block().group(), group -> new ArrayList<>()).add(placed);
      }
    }
    Map<Integer, Group> groups = new HashMap<>();
    members.forEach((group, placed) -> groups.put(group, new Group(placed, announcing(placed))));
    return groups;
  }

  private static List<Placed> announcing(List<Placed> group) {
    return group.stream()
        .takeWhile(placed ->
            switch (placed.kind()) {
              case PARAGRAPH, CAPTION, QUESTION -> true;
              default -> false;
            })
        .toList();
  }

  /** Blocks that belong together, and those of them that announce the rest. */
  record Group(List<Placed> blocks, List<Placed> leads) {
    static final Group NONE = new Group(List.of(), List.of());
  }
}
