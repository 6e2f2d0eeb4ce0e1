package ai.adjutant.retriever.parse.table;

import java.util.ArrayList;
import java.util.List;

/**
 * A row of a table with a slot for each column. A cell that spans columns fills several slots; one
 * that spans rows fills slots of the rows below too.
 *
 * @param slots one a column
 */
record GridRow(List<Slot> slots) {
  /**
   * A place in the grid.
   *
   * @param cell the cell that covers it
   * @param own whether the cell begins in this row
   */
  record Slot(SpanCell cell, boolean own) {}

  private static final SpanCell NOTHING = SpanCell.of("");

  GridRow {
    slots = List.copyOf(slots);
  }

  int width() {
    return slots.size();
  }

  SpanCell cell(int column) {
    return column < slots.size() ? slots.get(column).cell() : NOTHING;
  }

  String text(int column) {
    return cell(column).text();
  }

  boolean isOwn(int column) {
    return column < slots.size() && slots.get(column).own();
  }

  /** One past the last column that the cell in this column covers. */
  int end(int column) {
    int end = column + 1;
    while (end < slots.size() && cell(end) == cell(column)) {
      end++;
    }
    return end;
  }

  /** The columns in which filled cells begin, those from rows above included. */
  List<Integer> filled() {
    List<Integer> filled = new ArrayList<>();
    for (int column = 0; column < slots.size(); column = end(column)) {
      if (!cell(column).isBlank()) {
        filled.add(column);
      }
    }
    return filled;
  }

  /** Returns whether no filled cell begins in this row. */
  boolean isBlank() {
    return slots.stream().noneMatch(slot -> slot.own() && !slot.cell().isBlank());
  }
}
