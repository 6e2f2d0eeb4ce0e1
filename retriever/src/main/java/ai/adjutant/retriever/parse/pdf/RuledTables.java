package ai.adjutant.retriever.parse.pdf;

import ai.adjutant.retriever.parse.table.SpanCell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the tables of a page whose cells rules part, however their lines follow each other in the
 * file.
 */
final class RuledTables {
  private static final int FILLED_MIN = 4;
  private static final int CELL_CHARACTERS_MAX = 400;
  private static final int ROWS_IN_BAND_MAX = 3;
  private static final float WRAP_MAX = 1.35f;

  /** Lines that follow each other, or a table. */
  record Segment(List<PdfLine> lines, Optional<PdfTables.Table> table) {}

  private RuledTables() {}

  /** The page's lines in order, those of each ruled table as one where its first line stands. */
  static List<Segment> segments(PdfPage page) {
    Map<PdfGrid, List<PdfLine>> held = new HashMap<>();
    for (PdfLine line : page.lines()) {
      page.grid(line)
          .ifPresent(grid -> held.computeIfAbsent(grid, key -> new ArrayList<>()).add(line));
    }
    Map<PdfGrid, PdfTables.Table> tables = new HashMap<>();
    held.forEach((grid, lines) -> table(grid, lines).ifPresent(table -> tables.put(grid, table)));
    if (tables.isEmpty()) {
      return List.of(new Segment(page.lines(), Optional.empty()));
    }
    List<Segment> segments = new ArrayList<>();
    Set<PdfGrid> written = new HashSet<>();
    List<PdfLine> free = new ArrayList<>();
    for (PdfLine line : page.lines()) {
      Optional<PdfGrid> grid = page.grid(line).filter(tables::containsKey);
      if (grid.isEmpty()) {
        free.add(line);
      } else if (written.add(grid.get())) {
        addFree(free, segments);
        segments.add(new Segment(List.of(), Optional.ofNullable(tables.get(grid.get()))));
      }
    }
    addFree(free, segments);
    return segments;
  }

  private static void addFree(List<PdfLine> free, List<Segment> segments) {
    if (!free.isEmpty()) {
      segments.add(new Segment(List.copyOf(free), Optional.empty()));
      free.clear();
    }
  }

  /** The table in a frame; empty where the frame holds something else, or next to nothing. */
  private static Optional<PdfTables.Table> table(PdfGrid grid, List<PdfLine> lines) {
    Map<PdfGrid.Cell, Content> contents = contents(grid, lines);
    long columns = contents.keySet().stream().map(PdfGrid.Cell::column).distinct().count();
    long characters = contents.values().stream().mapToLong(content -> content.text.length()).sum();
    if (grid.columns() < 2
        || columns < 2
        || contents.size() < FILLED_MIN
        || characters > (long) CELL_CHARACTERS_MAX * contents.size()) {
      return Optional.empty();
    }
    List<List<SpanCell>> rows = new ArrayList<>();
    boolean[] covered = new boolean[grid.rows()];
    for (List<PdfGrid.Cell> row : grid.cells()) {
      row.forEach(cell -> cover(cell, covered));
    }
    List<List<PdfGrid.Cell>> cells = grid.cells();
    for (int row = 0; row < grid.rows(); row++) {
      List<PdfLine> band = band(grid, lines, row);
      if (!covered[row] && grid.rows() <= ROWS_IN_BAND_MAX && holdsRows(grid, band)) {
        rows.addAll(PdfRows.cells(band, columns(grid, cells.get(row)), List.of()));
      } else if (covered[row] || cells.get(row).stream().anyMatch(contents::containsKey)) {
        rows.add(
            cells.get(row).stream()
                .map(cell -> contents.getOrDefault(cell, Content.NONE).cell(cell))
                .toList());
      }
    }
    boolean isTable = rows.size() > 1;
    return isTable
        ? Optional.of(new PdfTables.Table(lines.size(), grid.places(), rows))
        : Optional.empty();
  }

  private static void cover(PdfGrid.Cell cell, boolean[] covered) {
    for (int row = cell.row(); cell.rows() > 1 && row < cell.row() + cell.rows(); row++) {
      covered[row] = true;
    }
  }

  /** What stands in a cell. */
  private static final class Content {
    private static final Content NONE = new Content();

    private final StringBuilder text = new StringBuilder();
    private boolean bold = true;

    SpanCell cell(PdfGrid.Cell place) {
      boolean heading = bold && !text.isEmpty();
      return new SpanCell(text.toString(), place.columns(), place.rows(), heading);
    }
  }

  /** The filled cells of the frame with their texts, lines from above to below. */
  private static Map<PdfGrid.Cell, Content> contents(PdfGrid grid, List<PdfLine> lines) {
    PdfGrid.Cell[][] owners = new PdfGrid.Cell[grid.rows()][grid.columns()];
    for (List<PdfGrid.Cell> row : grid.cells()) {
      for (PdfGrid.Cell cell : row) {
        for (int r = cell.row(); r < cell.row() + cell.rows(); r++) {
          for (int c = cell.column(); c < cell.column() + cell.columns(); c++) {
            owners[r][c] = cell;
          }
        }
      }
    }
    List<PdfLine> sorted = new ArrayList<>(lines);
    sorted.sort(Comparator.comparingDouble(PdfLine::baseline));
    Map<PdfGrid.Cell, Content> contents = new HashMap<>();
    for (PdfLine line : sorted) {
      for (PdfLine.Piece piece : line.pieces()) {
        int column = grid.column((piece.left() + piece.right()) / 2);
        PdfGrid.Cell cell = owners[grid.row(line.middle())][column];
        Content content = contents.computeIfAbsent(cell, key -> new Content());
        content.text.append(content.text.isEmpty() ? "" : " ").append(piece.text());
        content.bold &= line.bold();
      }
    }
    return contents;
  }

  private static List<PdfLine> band(PdfGrid grid, List<PdfLine> lines, int row) {
    return lines.stream().filter(line -> grid.row(line.middle()) == row).toList();
  }

  /** Returns whether a row of the frame holds several rows that no rule parts. */
  private static boolean holdsRows(PdfGrid grid, List<PdfLine> band) {
    float before = Float.NEGATIVE_INFINITY;
    boolean apart = true;
    int first = 0;
    List<PdfLine> sorted = new ArrayList<>(band);
    sorted.sort(Comparator.comparingDouble(PdfLine::baseline));
    for (PdfLine line : sorted) {
      PdfLine.Piece piece = line.pieces().getFirst();
      if (grid.column((piece.left() + piece.right()) / 2) == 0) {
        apart &= line.baseline() - before > WRAP_MAX * line.size();
        before = line.baseline();
        first++;
      }
    }
    return apart && first > 1;
  }

  private static List<PdfTables.Column> columns(PdfGrid grid, List<PdfGrid.Cell> cells) {
    List<PdfTables.Column> places = grid.places();
    return cells.stream()
        .map(cell ->
            new PdfTables.Column(
                places.get(cell.column()).left(),
                places.get(cell.column() + cell.columns() - 1).right()))
        .toList();
  }
}
