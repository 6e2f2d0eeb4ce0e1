package ai.adjutant.inference.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what a class logs from the console, so that a test can look at it; until closed. */
public final class CapturedLog implements AutoCloseable {
  private final Logger logger;
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private CapturedLog(Logger logger) {
    this.logger = logger;
  }

  /** Begins to keep what is logged by the class of that name, which need not be visible. */
  public static CapturedLog of(String className) {
    CapturedLog log = new CapturedLog(Logger.getLogger(className));
    log.logger.addHandler(log.handler);
    log.logger.setUseParentHandlers(false);
    return log;
  }

  /** The errors so far, in their order. */
  public List<LogRecord> errors() {
    return records.stream().filter(record -> record.getLevel().equals(Level.SEVERE)).toList();
  }

  /** The warnings so far, as they read. */
  public List<String> warnings() {
    return records.stream()
        .filter(record -> record.getLevel().equals(Level.WARNING))
        .map(LogRecord::getMessage)
        .toList();
  }

  @Override
  public void close() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }
}
