package ai.adjutant.retriever.parse.pdf;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The rules of a page: frames of those that meet, which may be tables, and all of them one by one.
 */
final class PdfGrids {
  static final PdfGrids NONE = new PdfGrids(List.of(), List.of(), List.of());

  /** Rules that meet more others than tables do make a drawing. */
  private static final int JOINED_MAX = 1_500;

  private static final int GRIDS_MAX = 200;
  private static final float SAME_POINTS = 2;
  private static final float GAP_POINTS = 4;
  private static final float LENGTH_MIN = 8;

  private final List<PdfRule> level;
  private final List<PdfRule> upright;
  private final List<PdfGrid> grids;

  private PdfGrids(List<PdfRule> level, List<PdfRule> upright, List<PdfGrid> grids) {
    this.level = List.copyOf(level);
    this.upright = List.copyOf(upright);
    this.grids = grids;
  }

  static PdfGrids of(List<PdfRule> drawn) {
    if (drawn.isEmpty()) {
      return NONE;
    }
    List<PdfRule> level = joined(drawn.stream().filter(PdfRule::level).toList());
    List<PdfRule> upright = joined(drawn.stream().filter(rule -> !rule.level()).toList());
    if (level.size() > JOINED_MAX || upright.size() > JOINED_MAX) {
      return NONE;
    }
    List<PdfGrid> grids = grids(level, upright);
    return new PdfGrids(level, upright, grids.size() > GRIDS_MAX ? List.of() : grids);
  }

  /** The smallest frame around a place. */
  Optional<PdfGrid> at(float x, float y) {
    for (PdfGrid grid : grids) {
      if (grid.holds(x, y)) {
        return Optional.of(grid);
      }
    }
    return Optional.empty();
  }

  /** Returns whether a rule stands between two places at this height. */
  boolean part(float left, float right, float y) {
    int low = 0;
    int high = upright.size();
    while (low < high) { // the first rule that is not left of both
      int middle = (low + high) >>> 1;
      if (upright.get(middle).at() < left) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    for (int i = low; i < upright.size() && upright.get(i).at() <= right; i++) {
      if (upright.get(i).from() <= y && upright.get(i).to() >= y) {
        return true;
      }
    }
    return false;
  }

  /** Heights of the rules that run along most of this stretch, ascending. */
  List<Float> heights(float left, float right) {
    return level.stream()
        .filter(rule -> rule.within(left, right) >= 0.6f * (right - left))
        .map(PdfRule::at)
        .sorted()
        .toList();
  }

  /** Rules of one direction, those in one line that meet made one. */
  private static List<PdfRule> joined(List<PdfRule> rules) {
    List<PdfRule> sorted = new ArrayList<>(rules);
    sorted.sort(Comparator.comparingDouble(PdfRule::at));
    List<PdfRule> joined = new ArrayList<>();
    int first = 0;
    while (first < sorted.size()) {
      int end = first + 1;
      while (end < sorted.size()
          && sorted.get(end).at() - sorted.get(end - 1).at() <= SAME_POINTS
          && sorted.get(end).at() - sorted.get(first).at() <= 2 * SAME_POINTS) {
        end++;
      }
      inLine(sorted.subList(first, end), joined);
      first = end;
    }
    joined.sort(Comparator.comparingDouble(PdfRule::at));
    return joined;
  }

  private static void inLine(List<PdfRule> line, List<PdfRule> into) {
    List<PdfRule> sorted = new ArrayList<>(line);
    sorted.sort(Comparator.comparingDouble(PdfRule::from));
    PdfRule open = sorted.getFirst();
    for (PdfRule rule : sorted) {
      if (rule.from() <= open.to() + GAP_POINTS) {
        open = new PdfRule(open.level(), open.at(), open.from(), Math.max(open.to(), rule.to()));
      } else {
        addLong(open, into);
        open = rule;
      }
    }
    addLong(open, into);
  }

  private static void addLong(PdfRule rule, List<PdfRule> into) {
    if (rule.length() >= LENGTH_MIN) {
      into.add(rule);
    }
  }

  private static List<PdfGrid> grids(List<PdfRule> level, List<PdfRule> upright) {
    boolean[] levelSeen = new boolean[level.size()];
    boolean[] uprightSeen = new boolean[upright.size()];
    List<PdfGrid> grids = new ArrayList<>();
    for (int first = 0; first < level.size(); first++) {
      if (levelSeen[first]) {
        continue;
      }
      levelSeen[first] = true;
      List<PdfRule> met = new ArrayList<>();
      Deque<PdfRule> open = new ArrayDeque<>(List.of(level.get(first)));
      while (!open.isEmpty()) {
        PdfRule rule = open.pop();
        met.add(rule);
        List<PdfRule> others = rule.level() ? upright : level;
        boolean[] seen = rule.level() ? uprightSeen : levelSeen;
        for (int i = 0; i < others.size(); i++) {
          if (!seen[i] && rule.meets(others.get(i))) {
            seen[i] = true;
            open.push(others.get(i));
          }
        }
      }
      PdfGrid grid = PdfGrid.of(met);
      if (grid.rows() * grid.columns() > 1) {
        grids.add(grid);
      }
    }
    grids.sort(Comparator.comparingDouble(PdfGrid::area));
    return List.copyOf(grids);
  }
}
