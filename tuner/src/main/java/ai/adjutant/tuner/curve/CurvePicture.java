package ai.adjutant.tuner.curve;

import ai.adjutant.statistics.chart.Chart;
import ai.adjutant.statistics.chart.Panel;
import java.util.List;
import java.util.Optional;

/** Draws a learning curve: losses above, scores on the held-out part below, each over the steps. */
public final class CurvePicture {
  private CurvePicture() {}

  /** The picture as a PNG file. */
  public static byte[] png(Curve curve) {
    return Chart.png(List.of(panel(curve, "loss"), panel(curve, "score")));
  }

  private static Panel panel(Curve curve, String first) {
    List<Panel.Line> lines =
        curve.drawn(first).stream()
            .map(column -> new Panel.Line(column, curve.line(column)))
            .toList();
    return new Panel("step", first, lines, List.of(), Optional.empty());
  }
}
