package ai.adjutant.chassis.logging;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Sets up the log of a service process. */
public final class ServiceLog {
  private static final String LEVELS = "levels.properties";

  private ServiceLog() {}

  /**
   * Takes over all that the process logs; called once, by its entry point.
   *
   * @param out where lines go; stays open
   */
  public static void install(LoggingSettings settings, OutputStream out) {
    try (InputStream levels = ServiceLog.class.getResourceAsStream(LEVELS)) {
      if (levels == null) {
        throw new IllegalStateException("the build left out " + LEVELS);
      }
      LogManager.getLogManager().readConfiguration(levels);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LineFormatter formatter =
        switch (settings.format()) {
          case TEXT -> new TextLines();
          case JSON -> new JsonLines();
        };
    Logger.getLogger("")
        .addHandler(
            new BoundedHandler(
                out, formatter, new LineBudget(settings.linesPerSecond(), System::nanoTime)));
  }
}
