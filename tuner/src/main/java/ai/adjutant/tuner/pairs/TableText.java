package ai.adjutant.tuner.pairs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table as a passage, with where its cells stand.
 *
 * @param cells where each cell begins, in code points, by row and column; empty cells have none
 */
record TableText(String text, Map<Cell, Integer> cells) {
  /** A place in the table. */
  record Cell(int row, int fact) {}

  /** How a table is written down. */
  enum Form {
    /** As this project holds rows: {@code Plan: Basic | Price: 20}. */
    ROWS,
    /** A table of Markdown. */
    MARKDOWN,
    /** An item a line with what is said of it. */
    LIST,
    /** Sentences. */
    PROSE
  }

  static TableText of(FactTable table, Form form) {
    Builder builder = new Builder();
    builder.text.append(table.title()).append(form == Form.PROSE ? ". " : "\n");
    switch (form) {
      case ROWS -> rows(table, builder);
      case MARKDOWN -> markdown(table, builder);
      case LIST -> list(table, builder);
      case PROSE -> prose(table, builder);
    }
    return new TableText(builder.text.toString().strip(), builder.cells);
  }

  private static final class Builder {
    private final StringBuilder text = new StringBuilder();
    private final Map<Cell, Integer> cells = new LinkedHashMap<>();

    private void cell(int row, int fact, String value) {
      cells.put(new Cell(row, fact), text.codePointCount(0, text.length()));
      text.append(value);
    }
  }

  private static void rows(FactTable table, Builder builder) {
    for (int i = 0; i < table.rows().size(); i++) {
      FactTable.Row row = table.rows().get(i);
      builder.text.append(table.entity()).append(": ").append(row.item());
      for (int j = 0; j < table.facts().size(); j++) {
        if (!row.cells().get(j).isEmpty()) {
          builder.text.append(" | ").append(table.facts().get(j).head()).append(": ");
          builder.cell(i, j, row.cells().get(j));
        }
      }
      builder.text.append('\n');
    }
  }

  private static void markdown(FactTable table, Builder builder) {
    List<String> heads = new ArrayList<>(List.of(table.entity()));
    table.facts().forEach(fact -> heads.add(fact.head()));
    builder.text.append("| ").append(String.join(" | ", heads)).append(" |\n");
    builder.text.append("|").append("---|".repeat(heads.size())).append('\n');
    for (int i = 0; i < table.rows().size(); i++) {
      FactTable.Row row = table.rows().get(i);
      builder.text.append("| ").append(row.item());
      for (int j = 0; j < table.facts().size(); j++) {
        builder.text.append(" | ");
        if (!row.cells().get(j).isEmpty()) {
          builder.cell(i, j, row.cells().get(j));
        }
      }
      builder.text.append(" |\n");
    }
  }

  private static void list(FactTable table, Builder builder) {
    for (int i = 0; i < table.rows().size(); i++) {
      FactTable.Row row = table.rows().get(i);
      builder.text.append("- ").append(row.item()).append(": ");
      boolean first = true;
      for (int j = 0; j < table.facts().size(); j++) {
        if (!row.cells().get(j).isEmpty()) {
          builder.text.append(first ? "" : ", ").append(Texts.lowered(table.facts().get(j).head()));
          builder.text.append(' ');
          builder.cell(i, j, row.cells().get(j));
          first = false;
        }
      }
      builder.text.append('\n');
    }
  }

  private static void prose(FactTable table, Builder builder) {
    for (int i = 0; i < table.rows().size(); i++) {
      FactTable.Row row = table.rows().get(i);
      for (int j = 0; j < table.facts().size(); j++) {
        FactTable.Fact fact = table.facts().get(j);
        if (!row.cells().get(j).isEmpty()) {
          String lead = fact.condition().isEmpty() ? "" : Texts.raised(fact.condition()) + ", ";
          String said = fact.sentence().replace("{e}", row.item());
          String whole = lead.isEmpty() ? said : lead + Texts.lowered(said);
          int at = whole.indexOf("{v}");
          builder.text.append(whole, 0, at);
          builder.cell(i, j, row.cells().get(j));
          builder.text.append(whole.substring(at + 3)).append(' ');
        }
      }
    }
  }
}
