package ai.adjutant.chassis.logging;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Receives what is logged instead of the console, until it is closed. */
public final class RecordedLog implements AutoCloseable {
  private final Logger root = Logger.getLogger("");
  private final List<Handler> silenced = List.of(root.getHandlers());
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Handler recorder =
      new Handler() {
        @Override
        public void publish(LogRecord logged) {
          lines.add(new TextLines().format(logged));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  /** Starts recording. */
  public RecordedLog() {
    silenced.forEach(root::removeHandler);
    root.addHandler(recorder);
  }

  /** Lines of WARN and ERROR, each with its stack where it has one. */
  public List<String> alarms() {
    return lines.stream()
        .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
        .toList();
  }

  @Override
  public void close() {
    root.removeHandler(recorder);
    silenced.forEach(root::addHandler);
  }
}
