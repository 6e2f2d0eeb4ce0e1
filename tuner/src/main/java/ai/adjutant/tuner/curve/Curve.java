package ai.adjutant.tuner.curve;

import ai.adjutant.statistics.chart.Panel.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Figures over the steps of a run. The columns are {@code step}, then those named by the points;
 * {@code loss} and what begins with {@code loss.} or {@code score.} is drawn. One thread writes.
 */
public final class Curve {
  static final String STEP = "step";

  private final List<Map<String, Double>> rows = new ArrayList<>();
  private final Set<String> columns = new LinkedHashSet<>(List.of(STEP));

  /** An empty curve. */
  public Curve() {}

  /**
   * Reads what {@link #csv} wrote.
   *
   * @throws IllegalArgumentException where it is something else
   */
  public static Curve parse(String csv) {
    Curve curve = new Curve();
    List<String> lines = csv.lines().toList();
    if (lines.isEmpty()) {
      return curve;
    }
    String[] names = lines.getFirst().split(",", -1);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      if (cells.length != names.length) {
        throw new IllegalArgumentException("a row of " + cells.length + " cells");
      }
      Map<String, Double> row = new LinkedHashMap<>();
      for (int i = 0; i < cells.length; i++) {
        if (!cells[i].isEmpty()) {
          row.put(names[i], Double.parseDouble(cells[i]));
        }
      }
      curve.columns.addAll(List.of(names));
      curve.rows.add(row);
    }
    return curve;
  }

  /** Adds figures of a step; those of one step come together in one row. */
  public void add(long step, Map<String, Double> figures) {
    double at = step;
    if (rows.isEmpty() || rows.getLast().getOrDefault(STEP, -1.0) != at) {
      rows.add(new LinkedHashMap<>(Map.of(STEP, at)));
    }
    figures.forEach((name, value) -> {
      columns.add(name);
      rows.getLast().put(name, value);
    });
  }

  /** The names of what is drawn, in the order of the columns. */
  List<String> drawn(String first) {
    return columns.stream()
        .filter(name -> name.equals(first) || name.startsWith(first + "."))
        .toList();
  }

  /** The points of a column that has finite ones. */
  List<Point> line(String column) {
    List<Point> points = new ArrayList<>();
    for (Map<String, Double> row : rows) {
      double value = row.getOrDefault(column, Double.NaN);
      if (Double.isFinite(value)) {
        points.add(new Point(row.getOrDefault(STEP, 0.0), value));
      }
    }
    return points;
  }

  /** The table, a head and a row for each step; a cell is empty where nothing was measured. */
  public String csv() {
    StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
    for (Map<String, Double> row : rows) {
      text.append(columns.stream().map(name -> cell(row, name)).collect(Collectors.joining(",")));
      text.append('\n');
    }
    return text.toString();
  }

  private static String cell(Map<String, Double> row, String name) {
    if (!row.containsKey(name)) {
      return "";
    }
    double value = row.getOrDefault(name, 0.0);
    return name.equals(STEP) ? Long.toString((long) value) : Double.toString(value);
  }
}
