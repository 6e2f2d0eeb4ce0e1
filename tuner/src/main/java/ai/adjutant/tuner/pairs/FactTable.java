package ai.adjutant.tuner.pairs;

import java.util.List;

/**
 * A table whose rows each tell of one item.
 *
 * @param title with the year, where there is one
 * @param year that the title gives; 0 for none
 * @param entity name of the first column
 * @param facts the other columns
 * @param absent columns that this table lacks, though one may ask for them
 * @param siblings items that the table lacks, though one may ask for them
 */
record FactTable(
    String title,
    int year,
    String entity,
    List<Fact> facts,
    List<Row> rows,
    List<Fact> absent,
    List<String> siblings) {
  /**
   * A column.
   *
   * @param condition under which its figures hold; empty for none
   * @param rivals conditions that exclude it
   * @param questions of an item {@code {e}}; empty where only its name is known
   * @param sentence of an item {@code {e}} and its value {@code {v}}
   */
  record Fact(
      String name, String condition, List<String> rivals, List<String> questions, String sentence) {
    /** The head of the column. */
    String head() {
      return condition.isEmpty() ? name : name + " " + condition;
    }
  }

  /** An item and its cells; an empty cell tells nothing. */
  record Row(String item, List<String> cells) {}
}
