package ai.adjutant.retriever.parse.plain;

import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.table.TableWriter;
import ai.adjutant.retriever.parse.text.TextBuilder;
import ai.adjutant.retriever.parse.validity.Statements;
import java.util.ArrayList;
import java.util.List;

/** Reads values separated by commas, semicolons, tabs or bars. Tolerant: no file is refused. */
public final class CsvReader {
  private static final String DELIMITERS = ",;\t|";
  private static final int CHARACTERS_LOOKED_AT = 20_000;

  private CsvReader() {}

  /** Reads values whose separator is found in the first lines. */
  public static ParsedDocument read(String csv, String fallbackTitle, int charactersMax) {
    TextBuilder text = new TextBuilder(charactersMax);
    TableWriter rows = new TableWriter(text);
    char delimiter = delimiter(csv);
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (quoted) {
        if (c != '"') {
          cell.append(c);
        } else if (i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
          cell.append(c);
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"' && cell.toString().isBlank()) {
        quoted = true;
        cell.setLength(0);
      } else if (c == delimiter) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else if (c == '\n' || c == '\r') {
        endRow(cells, cell, rows);
      } else {
        cell.append(c);
      }
    }
    endRow(cells, cell, rows);
    rows.end();
    return new Statements().document(text, fallbackTitle, "text/csv");
  }

  private static void endRow(List<String> cells, StringBuilder cell, TableWriter rows) {
    cells.add(cell.toString());
    cell.setLength(0);
    rows.plain(cells);
    cells.clear();
  }

  /** The delimiter that stands in most lines, outside quotes. */
  private static char delimiter(String csv) {
    int[] count = new int[DELIMITERS.length()];
    boolean[] inLine = new boolean[DELIMITERS.length()];
    boolean quoted = false;
    for (int i = 0; i < Math.min(csv.length(), CHARACTERS_LOOKED_AT); i++) {
      char c = csv.charAt(i);
      quoted ^= c == '"';
      int at = quoted ? -1 : DELIMITERS.indexOf(c);
      if (at >= 0 && !inLine[at]) {
        inLine[at] = true;
        count[at]++;
      } else if (c == '\n' && !quoted) {
        inLine = new boolean[DELIMITERS.length()];
      }
    }
    int best = 0;
    for (int i = 1; i < count.length; i++) {
      best = count[i] > count[best] ? i : best;
    }
    return DELIMITERS.charAt(best);
  }
}
