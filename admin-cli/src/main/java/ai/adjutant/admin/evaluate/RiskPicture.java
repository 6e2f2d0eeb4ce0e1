package ai.adjutant.admin.evaluate;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.statistics.RiskCoverage;
import ai.adjutant.statistics.RiskCoverage.Step;
import ai.adjutant.statistics.chart.Chart;
import ai.adjutant.statistics.chart.Panel;
import ai.adjutant.statistics.chart.Panel.Line;
import ai.adjutant.statistics.chart.Panel.Mark;
import ai.adjutant.statistics.chart.Panel.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes a curve of risk over coverage as a picture, with its numbers beside it. */
final class RiskPicture {
  private static final String PNG = ".png";
  private static final String JSON = ".json";

  private RiskPicture() {}

  /** Refuses a name that is no picture's, before any work is done for it. */
  static void require(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (!file.toString().endsWith(PNG) || folder == null || !Files.isDirectory(folder)) {
      throw new CommandFailure(
          ExitCode.WRONG_USAGE,
          "--curve " + file + ": give a file that ends in .png, in a folder that exists");
    }
  }

  /** Writes the picture, and the report as JSON with {@code .json} in place of {@code .png}. */
  static void write(Path file, RiskReport report) throws IOException {
    Files.write(file, png(report));
    String name = file.toString();
    Path numbers = Path.of(name.substring(0, name.length() - PNG.length()) + JSON);
    Files.writeString(numbers, report.json().toPrettyString() + "\n");
  }

  private static byte[] png(RiskReport report) {
    RiskCoverage curve = report.curve();
    List<Point> measured = new ArrayList<>();
    List<Point> bound = new ArrayList<>();
    for (Step step : curve.steps()) {
      Point point = new Point(curve.coverage(step), step.risk());
      if (report.measured(step)) {
        measured.add(point);
      } else {
        if (bound.isEmpty() && !measured.isEmpty()) {
          bound.add(measured.getLast());
        }
        bound.add(point);
      }
    }
    List<Line> lines =
        List.of(
            new Line("best order", best(curve)),
            new Line("upper bound", bound),
            new Line("measured", measured));
    String name = String.format(Locale.ROOT, "threshold %.3f", report.threshold());
    return Chart.png(
        List.of(
            new Panel(
                "coverage",
                "risk",
                lines,
                List.of(new Point(0, 0), new Point(1, 0)),
                report
                    .atThreshold()
                    .map(step -> new Mark(name, new Point(curve.coverage(step), step.risk()))))));
  }

  /** The same questions with all right answers before all wrong ones. */
  private static List<Point> best(RiskCoverage curve) {
    Step last = curve.steps().getLast();
    int right = last.answered() - last.wrong();
    List<Point> points = new ArrayList<>();
    for (int answered = 1; answered <= last.answered(); answered++) {
      double risk = (double) Math.max(0, answered - right) / answered;
      points.add(new Point((double) answered / last.answered(), risk));
    }
    return points;
  }
}
