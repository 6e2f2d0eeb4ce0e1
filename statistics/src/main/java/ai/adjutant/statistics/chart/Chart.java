package ai.adjutant.statistics.chart;

import ai.adjutant.statistics.chart.Panel.Line;
import ai.adjutant.statistics.chart.Panel.Mark;
import ai.adjutant.statistics.chart.Panel.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws panels, one below the other. */
public final class Chart {
  private static final int WIDTH = 900;
  private static final int PANEL = 300;
  private static final int LEFT = 80;
  private static final int RIGHT = 230;
  private static final int EDGE = 30;
  private static final int DASH = 6;
  private static final int BLACK = 0x000000;
  private static final int GREY = 0xDDDDDD;
  private static final int LINES = 4;
  private static final int[] COLOURS = {
    0x1F77B4, 0xD62728, 0x2CA02C, 0x9467BD, 0xFF7F0E, 0x8C564B, 0xE377C2, 0x17BECF
  };

  private final Raster raster;

  private Chart(int panels) {
    raster = new Raster(WIDTH, panels * PANEL);
  }

  /**
   * Returns the picture as a PNG file, 900 dots wide and 300 high for each panel.
   *
   * @param panels at least one; one without lines stays empty
   */
  public static byte[] png(List<Panel> panels) {
    Chart chart = new Chart(panels.size());
    for (int i = 0; i < panels.size(); i++) {
      chart.panel(i * PANEL, panels.get(i));
    }
    return chart.raster.png();
  }

  /** The values that an axis shows. */
  private record Range(double low, double high) {
    static Range of(double[] values) {
      double low = values[0];
      double high = values[0];
      for (double value : values) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      return high > low ? new Range(low, high) : new Range(low - 0.5, low + 0.5);
    }

    double at(double share) {
      return low + share * (high - low);
    }

    int place(double value, int from, int to) {
      return (int) Math.round(from + (value - low) / (high - low) * (to - from));
    }
  }

  /** Where values have their place in the picture. */
  private record Area(Range xs, Range ys, int top) {
    int bottom() {
      return top + PANEL - EDGE;
    }

    int x(double value) {
      return xs.place(value, LEFT, WIDTH - RIGHT);
    }

    int y(double value) {
      return ys.place(value, bottom(), top + EDGE);
    }
  }

  private void panel(int top, Panel panel) {
    if (panel.lines().isEmpty()) {
      return;
    }
    List<Point> all = new ArrayList<>(panel.corners());
    panel.lines().forEach(line -> all.addAll(line.points()));
    panel.mark().ifPresent(mark -> all.add(mark.at()));
    Area area =
        new Area(
            Range.of(all.stream().mapToDouble(Point::x).toArray()),
            Range.of(all.stream().mapToDouble(Point::y).toArray()),
            top);
    axes(area, panel);
    int row = 0;
    for (Line line : panel.lines()) {
      int colour = COLOURS[row % COLOURS.length];
      name(top, row++, line.name(), colour);
      draw(line.points(), area, colour);
    }
    if (panel.mark().isPresent()) {
      Mark mark = panel.mark().get();
      name(top, row, mark.name(), BLACK);
      draw(mark.at(), area);
    }
  }

  private void axes(Area area, Panel panel) {
    for (int i = 0; i <= LINES; i++) {
      double value = area.ys().at((double) i / LINES);
      int y = area.y(value);
      raster.line(LEFT, y, WIDTH - RIGHT, y, GREY);
      raster.text(EDGE / 3, y - Glyphs.HEIGHT, number(value, "%.4f"), BLACK);
      double along = area.xs().at((double) i / LINES);
      boolean wide = area.xs().high() - area.xs().low() >= 2 * LINES;
      String text = wide ? number(Math.rint(along), "%.0f") : number(along, "%.2f");
      raster.text(area.x(along), area.bottom() + EDGE / 3, text, BLACK);
    }
    raster.text(LEFT, area.top() + EDGE / 3, panel.y(), BLACK);
    raster.text(WIDTH - RIGHT + 2 * EDGE, area.bottom() + EDGE / 3, panel.x(), BLACK);
  }

  private void name(int top, int row, String name, int colour) {
    raster.text(WIDTH - RIGHT + EDGE, top + EDGE + row * EDGE / 2, name, colour);
  }

  private void draw(List<Point> points, Area area, int colour) {
    for (int i = 0; i < points.size(); i++) {
      Point from = points.get(Math.max(0, i - 1));
      Point to = points.get(i);
      for (int thick = 0; thick < 2; thick++) {
        raster.line(
            area.x(from.x()),
            area.y(from.y()) + thick,
            area.x(to.x()),
            area.y(to.y()) + thick,
            colour);
      }
    }
  }

  /** A dashed line down to the axis, and a cross. */
  private void draw(Point mark, Area area) {
    int x = area.x(mark.x());
    int y = area.y(mark.y());
    for (int from = area.top() + EDGE; from < area.bottom(); from += 2 * DASH) {
      raster.line(x, from, x, Math.min(from + DASH, area.bottom()), BLACK);
    }
    raster.line(x - DASH, y, x + DASH, y, BLACK);
    raster.line(x - DASH, y + 1, x + DASH, y + 1, BLACK);
  }

  private static String number(double value, String format) {
    return value == Math.rint(value) && Math.abs(value) < 1e7
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, format, value);
  }
}
