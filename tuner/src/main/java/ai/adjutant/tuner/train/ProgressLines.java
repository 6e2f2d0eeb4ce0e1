package ai.adjutant.tuner.train;

import ai.adjutant.tuner.model.Scores;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints a run's progress, a line for each report. */
public final class ProgressLines implements ProgressListener {
  private static final int MINUTE = 60;
  private static final double GIB = 1L << 30;

  private final PrintWriter out;
  private final long steps;
  private long last;
  private long taken;
  private double seconds;
  private double processorSeconds;

  /**
   * Creates the printer.
   *
   * @param steps of the whole run
   */
  public ProgressLines(PrintWriter out, long steps) {
    this.out = out;
    this.steps = steps;
  }

  /** Counts from here on: so many steps were done before. */
  public void begin(long done) {
    last = done;
  }

  @Override
  public void steps(long step, Map<String, Double> means, Work work) {
    taken += step - last;
    last = step;
    seconds += work.seconds();
    processorSeconds += work.processorSeconds();
    String heads =
        means.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("loss."))
            .map(entry ->
                entry.getKey().substring("loss.".length()) + number(" %.3f", entry.getValue()))
            .collect(Collectors.joining(", "));
    out.println(
        "step "
            + step
            + "/"
            + steps
            + "  loss "
            + number("%.4f", means.getOrDefault("loss", Double.NaN))
            + " ("
            + heads
            + ")  "
            + number("%.1f", work.examples() / work.seconds())
            + " examples/s, "
            + number("%.1f", work.rows() / work.seconds())
            + " rows/s, "
            + number("%.0f", work.tokens() / work.processorSeconds())
            + " tokens a processor second  ETA "
            + duration(seconds / taken * (steps - step)));
  }

  @Override
  public void evaluated(long step, Scores scores, boolean better) {
    String figures =
        scores.values().entrySet().stream()
            .map(entry -> entry.getKey() + number(" %.4f", entry.getValue()))
            .collect(Collectors.joining(", "));
    out.println("step " + step + "  held out: " + figures + (better ? "  (best so far)" : ""));
  }

  /** What all the work since {@link #begin} took, to compare a forecast with. */
  public String taken() {
    return "time "
        + duration(seconds)
        + " (processor "
        + duration(processorSeconds)
        + "), memory "
        + number("%.2f GiB", ProcessMemory.peakBytes() / GIB);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** Hours, minutes and seconds. */
  public static String duration(double seconds) {
    long whole = Math.round(seconds);
    return String.format(
        Locale.ROOT,
        "%d:%02d:%02d",
        whole / (MINUTE * MINUTE),
        whole / MINUTE % MINUTE,
        whole % MINUTE);
  }
}
