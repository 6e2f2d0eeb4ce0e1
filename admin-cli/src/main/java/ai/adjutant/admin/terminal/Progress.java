package ai.adjutant.admin.terminal;

import java.time.Duration;
import java.util.Locale;

/**
 * Progress with rate and time to go: a line that redraws itself where a person watches, a plain
 * line every few seconds elsewhere, nothing with {@code --quiet}. One thread at a time.
 */
public final class Progress {
  private static final long REDRAW_NANOS = 200_000_000L;
  private static final long PLAIN_NANOS = 5_000_000_000L;
  private static final int BAR = 30;

  private final Terminal terminal;
  private final String unit;
  private final long startNanos = System.nanoTime();
  private long drawnNanos = startNanos;
  private boolean drawn;

  /** Progress counted in this unit. */
  public Progress(Terminal terminal, String unit) {
    this.terminal = terminal;
    this.unit = unit;
  }

  /**
   * Reports how far it is.
   *
   * @param done units done
   * @param share part of the whole, 0 to 1, that the time to go is estimated from
   */
  public void at(long done, double share) {
    long now = System.nanoTime();
    if (terminal.quiet()
        || now - drawnNanos < (terminal.interactive() ? REDRAW_NANOS : PLAIN_NANOS)) {
      return;
    }
    drawnNanos = now;
    drawn = true;
    double seconds = (now - startNanos) / 1e9;
    String rate = String.format(Locale.ROOT, "%.1f %s/s", done / seconds, unit);
    String left =
        share > 0.02
            ? ", "
                + brief(Duration.ofMillis((long) (1000 * seconds * (1 - share) / share)))
                + " to go"
            : "";
    if (terminal.interactive()) {
      int filled = (int) Math.round(Math.clamp(share, 0, 1) * BAR);
      terminal.redraw(
          String.format(
              Locale.ROOT,
              "[%s%s] %3.0f %%  %d %s, %s%s",
              "#".repeat(filled),
              " ".repeat(BAR - filled),
              100 * Math.clamp(share, 0, 1),
              done,
              unit,
              rate,
              left));
    } else {
      terminal.note("%d %s, %s%s", done, unit, rate, left);
    }
  }

  /** Removes the line. */
  public void end() {
    if (drawn && terminal.interactive()) {
      terminal.redraw("");
    }
  }

  private static String brief(Duration duration) {
    return duration.toMinutes() > 0
        ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
        : duration.toSeconds() + " s";
  }
}
