package ai.adjutant.standalone.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Counts warnings and errors that the process logs, those too that are left out of the log because
 * there are too many, as {@code adjutant.log.lines} by level.
 */
final class LogMeter extends Handler {
  private final Logger root = Logger.getLogger("");
  private final Counter warnings;
  private final Counter errors;

  LogMeter(MeterRegistry registry) {
    warnings = counter(registry, "warn");
    errors = counter(registry, "error");
    setLevel(Level.WARNING);
  }

  private static Counter counter(MeterRegistry registry, String level) {
    return Counter.builder("adjutant.log.lines")
        .description("warnings and errors logged; an error is a fault of the platform's own")
        .tag("level", level)
        .register(registry);
  }

  /** Begins to count. */
  void listen() {
    root.addHandler(this);
  }

  @Override
  public void publish(LogRecord logged) {
    if (isLoggable(logged)) {
      (logged.getLevel().intValue() >= Level.SEVERE.intValue() ? errors : warnings).increment();
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
  }
}
