package ai.adjutant.gateway.extract;

import ai.adjutant.gateway.extract.Outline.Placed;
import ai.adjutant.gateway.retrieve.BlockKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A list of steps with what it is called.
 *
 * @param outline where it stands
 * @param group its group
 * @param label the nearest heading and what announces it
 * @param above title and headings
 * @param ordered whether its items have numbers
 */
record Procedure(Outline outline, int group, String label, String above, boolean ordered) {
  private static final int UNORDERED_ITEMS_MIN = 2;

  /** The procedures around passages, each once, in the order of the passages. */
  static List<Procedure> of(List<Outline> outlines) {
    List<Procedure> procedures = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Outline outline : outlines) {
      Set<Integer> groups = new HashSet<>();
      for (Placed placed : outline.blocks()) {
        int group = placed.block().group();
        boolean fresh =
            group > 0
                && placed.kind().isItem()
                && groups.add(group)
                && seen.add(outline.passage().document() + "#" + group);
        if (fresh && isProcedure(outline, group)) {
          procedures.add(of(outline, group, placed));
        }
      }
    }
    return procedures;
  }

  private static boolean isProcedure(Outline outline, int group) {
    List<Placed> blocks = outline.group(group);
    long unordered =
        blocks.stream().filter(placed -> placed.kind() == BlockKind.UNORDERED_ITEM).count();
    return blocks.stream().anyMatch(placed -> placed.kind() == BlockKind.ORDERED_ITEM)
        || unordered >= UNORDERED_ITEMS_MIN;
  }

  private static Procedure of(Outline outline, int group, Placed first) {
    List<Placed> leads = outline.leads(group);
    String announced =
        leads.stream().map(lead -> lead.block().text()).collect(Collectors.joining("\n"));
    String heading = first.headings().isEmpty() ? "" : first.headings().getLast();
    String title = outline.passage().title();
    String label = (heading + "\n" + announced).strip();
    return new Procedure(
        outline,
        group,
        label.isEmpty() ? title : label,
        title + "\n" + String.join("\n", first.headings()),
        outline.group(group).stream().anyMatch(block -> block.kind() == BlockKind.ORDERED_ITEM));
  }

  /** Whether a candidate is a part of it, or stands under the same headings. */
  boolean concerns(Candidate candidate) {
    return candidate.outline().passage().document().equals(outline.passage().document())
        && (candidate.block().group() == group
            || candidate.placed().headings().equals(outline.group(group).getFirst().headings()));
  }
}
