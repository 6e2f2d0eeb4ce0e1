package ai.adjutant.tuner.curve;

import ai.adjutant.tuner.curve.Curve.Point;
import java.util.List;
import java.util.Locale;

/** Draws a learning curve: losses above, scores on the held-out part below, each over the steps. */
public final class CurvePicture {
  private static final int WIDTH = 900;
  private static final int PANEL = 300;
  private static final int LEFT = 80;
  private static final int RIGHT = 230;
  private static final int EDGE = 30;
  private static final int BLACK = 0x000000;
  private static final int GREY = 0xDDDDDD;
  private static final int LINES = 4;
  private static final int[] COLOURS = {
    0x1F77B4, 0xD62728, 0x2CA02C, 0x9467BD, 0xFF7F0E, 0x8C564B, 0xE377C2, 0x17BECF
  };

  private final Raster raster = new Raster(WIDTH, 2 * PANEL);
  private final Curve curve;

  private CurvePicture(Curve curve) {
    this.curve = curve;
  }

  /** The picture as a PNG file. */
  public static byte[] png(Curve curve) {
    CurvePicture picture = new CurvePicture(curve);
    picture.panel(0, curve.drawn("loss"));
    picture.panel(PANEL, curve.drawn("score"));
    return picture.raster.png();
  }

  /** The values that an axis shows. */
  record Range(double low, double high) {
    static Range of(List<Double> values) {
      double low = values.stream().mapToDouble(value -> value).min().orElse(0);
      double high = values.stream().mapToDouble(value -> value).max().orElse(1);
      return high > low ? new Range(low, high) : new Range(low - 0.5, low + 0.5);
    }

    int place(double value, int from, int to) {
      return (int) Math.round(from + (value - low) / (high - low) * (to - from));
    }
  }

  private void panel(int top, List<String> columns) {
    List<Point> all = columns.stream().flatMap(column -> curve.line(column).stream()).toList();
    if (all.isEmpty()) {
      return;
    }
    Range steps = Range.of(all.stream().map(Point::step).toList());
    Range values = Range.of(all.stream().map(Point::value).toList());
    int bottom = top + PANEL - EDGE;
    for (int i = 0; i <= LINES; i++) {
      double share = (double) i / LINES;
      double value = values.low() + share * (values.high() - values.low());
      int y = values.place(value, bottom, top + EDGE);
      raster.line(LEFT, y, WIDTH - RIGHT, y, GREY);
      raster.text(EDGE / 3, y - Glyphs.HEIGHT, number(value), BLACK);
      double step = steps.low() + share * (steps.high() - steps.low());
      raster.text(
          steps.place(step, LEFT, WIDTH - RIGHT),
          bottom + EDGE / 3,
          number(Math.rint(step)),
          BLACK);
    }
    for (int i = 0; i < columns.size(); i++) {
      int colour = COLOURS[i % COLOURS.length];
      raster.text(WIDTH - RIGHT + EDGE, top + EDGE + i * EDGE / 2, columns.get(i), colour);
      draw(curve.line(columns.get(i)), steps, values, top, colour);
    }
  }

  private void draw(List<Point> points, Range steps, Range values, int top, int colour) {
    int bottom = top + PANEL - EDGE;
    for (int i = 0; i < points.size(); i++) {
      Point from = points.get(Math.max(0, i - 1));
      Point to = points.get(i);
      for (int thick = 0; thick < 2; thick++) {
        raster.line(
            steps.place(from.step(), LEFT, WIDTH - RIGHT),
            values.place(from.value(), bottom, top + EDGE) + thick,
            steps.place(to.step(), LEFT, WIDTH - RIGHT),
            values.place(to.value(), bottom, top + EDGE) + thick,
            colour);
      }
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e7
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.4f", value);
  }
}
