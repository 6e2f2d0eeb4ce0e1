package ai.adjutant.statistics.chart;

import java.util.List;
import java.util.Optional;

/**
 * Describes lines over two axes.
 *
 * @param x name of the axis to the right
 * @param y name of the axis upwards
 * @param lines drawn in colours of their own; those without points are left out
 * @param corners points that the axes reach in any case; nothing is drawn there
 * @param mark a place that is pointed out
 */
public record Panel(
    String x, String y, List<Line> lines, List<Point> corners, Optional<Mark> mark) {
  /** Copies the lists. */
  public Panel {
    lines = lines.stream().filter(line -> !line.points().isEmpty()).toList();
    corners = List.copyOf(corners);
  }

  /** Describes a point; both values are finite. */
  public record Point(double x, double y) {
    /** Refuses what has no place. */
    public Point {
      if (!Double.isFinite(x) || !Double.isFinite(y)) {
        throw new IllegalArgumentException("(" + x + ", " + y + ") is no place");
      }
    }
  }

  /**
   * Describes a line.
   *
   * @param name shown beside it; letters of English, digits, {@code . - _}
   * @param points joined in this order
   */
  public record Line(String name, List<Point> points) {
    /** Copies the points. */
    public Line {
      points = List.copyOf(points);
    }
  }

  /**
   * Describes a place that is pointed out.
   *
   * @param name shown beside the lines' names
   */
  public record Mark(String name, Point at) {}
}
