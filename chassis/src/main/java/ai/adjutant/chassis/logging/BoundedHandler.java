package ai.adjutant.chassis.logging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Writes log lines, no more a second than its budget allows, and says how many it did not write as
 * soon as it writes again. Any thread may log.
 */
final class BoundedHandler extends Handler {
  private final OutputStream out;
  private final LineFormatter formatter;
  private final LineBudget budget;

  BoundedHandler(OutputStream out, LineFormatter formatter, LineBudget budget) {
    this.out = out;
    this.formatter = formatter;
    this.budget = budget;
    setLevel(Level.ALL);
  }

  @Override
  public void publish(LogRecord logged) {
    if (!isLoggable(logged)) {
      return;
    }
    synchronized (budget) {
      if (budget.take()) {
        saySuppressed();
        write(logged);
      }
    }
  }

  private void saySuppressed() {
    long count = budget.takeSuppressed();
    if (count > 0) {
      LogRecord said =
          new LogRecord(Level.WARNING, "too much was logged at once: lines_left_out=" + count);
      said.setLoggerName(BoundedHandler.class.getName());
      write(said);
    }
  }

  private void write(LogRecord logged) {
    try {
      out.write(formatter.format(logged).getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      reportError(null, e, ErrorManager.WRITE_FAILURE);
    }
  }

  @Override
  public void flush() {} // every line is

  /** Says what was left out last; the stream stays open. */
  @Override
  public void close() {
    synchronized (budget) {
      saySuppressed();
    }
  }
}
