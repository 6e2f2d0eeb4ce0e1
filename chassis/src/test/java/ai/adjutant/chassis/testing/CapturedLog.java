package ai.adjutant.chassis.testing;

import static java.util.stream.Collectors.joining;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Captures what some loggers log during a test, in place of the console.
 *
 * <p>For tests that provoke failures: each warning must be {@linkplain #expect expected} or
 * {@linkplain #allowing allowed}, or the test fails. When a test fails, all that was captured is
 * printed with it. Any thread may log.
 *
 * <pre>{@code @RegisterExtension final CapturedLog log = CapturedLog.of(ErrorMapping.class);}</pre>
 *
 * <p>In a static field it begins before all tests of the class, and serves fixtures of the class.
 */
public final class CapturedLog
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private static final Duration WAIT_MAX = Duration.ofSeconds(10);

  private final List<Captured> loggers;
  private final Duration waitMax;
  private final List<LogRecord> records = new ArrayList<>();
  private final List<LogRecord> expected = new ArrayList<>();
  private final List<String> allowed = new ArrayList<>();
  private final Handler handler = new Recorder();
  private int starts;

  CapturedLog(List<String> names, Duration waitMax) {
    this.waitMax = waitMax;
    loggers = names.stream().map(Captured::new).toList();
  }

  /** Captures the loggers of these classes. */
  public static CapturedLog of(Class<?>... classes) {
    return of(Stream.of(classes).map(Class::getName).toArray(String[]::new));
  }

  /** Captures the loggers of these names, and those below them. */
  public static CapturedLog of(String... names) {
    return new CapturedLog(List.of(names), WAIT_MAX);
  }

  /**
   * Lets warnings pass whose message contains this text: the fixture of these tests provokes them.
   */
  public CapturedLog allowing(String text) {
    allowed.add(text);
    return this;
  }

  /**
   * Takes the first record not taken yet whose message contains this text, and waits up to ten
   * seconds for it: a server may log after its client was answered.
   *
   * @throws AssertionError when none comes
   */
  public LogRecord expect(String text) throws InterruptedException {
    long deadline = System.nanoTime() + waitMax.toNanos();
    synchronized (records) {
      while (true) {
        for (LogRecord record : records) {
          if (record.getMessage().contains(text) && !taken(record)) {
            expected.add(record);
            return record;
          }
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new AssertionError("no log record contains: " + text + "\n" + print(records));
        }
        TimeUnit.NANOSECONDS.timedWait(records, left);
      }
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    start();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    stop();
    check(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    stop();
    check(context);
  }

  private void check(ExtensionContext context) {
    synchronized (records) {
      List<LogRecord> surprises = surprises();
      String captured = print(records);
      records.clear();
      if (context.getExecutionException().isPresent()) {
        System.err.println("captured during " + context.getDisplayName() + ":\n" + captured);
      } else if (!surprises.isEmpty()) {
        throw new AssertionError("logged, and not expected:\n" + print(surprises));
      }
    }
  }

  /** Begins to capture; a start within another ends with its own stop. */
  void start() {
    if (starts++ == 0) {
      loggers.forEach(captured -> captured.divert(handler));
    }
  }

  void stop() {
    if (--starts == 0) {
      loggers.forEach(captured -> captured.restore(handler));
    }
  }

  /** Returns the warnings and errors that nobody expected. */
  List<LogRecord> surprises() {
    synchronized (records) {
      return records.stream()
          .filter(record -> record.getLevel().intValue() >= Level.WARNING.intValue())
          .filter(record -> !taken(record))
          .filter(record -> allowed.stream().noneMatch(record.getMessage()::contains))
          .toList();
    }
  }

  private boolean taken(LogRecord record) {
    return expected.stream().anyMatch(other -> other == record);
  }

  private static String print(List<LogRecord> records) {
    return records.stream().map(CapturedLog::print).collect(joining("\n"));
  }

  private static String print(LogRecord record) {
    StringWriter text = new StringWriter();
    text.append(record.getLevel() + " " + record.getLoggerName() + ": " + record.getMessage());
    if (record.getThrown() != null) {
      text.append('\n');
      record.getThrown().printStackTrace(new PrintWriter(text, true));
    }
    return text.toString();
  }

  /** A logger whose records go to us alone during a test; held, since the JDK forgets loggers. */
  private static final class Captured {
    private final Logger logger;
    private boolean parentHandlers;

    Captured(String name) {
      logger = Logger.getLogger(name);
    }

    void divert(Handler handler) {
      parentHandlers = logger.getUseParentHandlers();
      logger.setUseParentHandlers(false);
      logger.addHandler(handler);
    }

    void restore(Handler handler) {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(parentHandlers);
    }
  }

  private final class Recorder extends Handler {
    @Override
    public void publish(LogRecord record) {
      synchronized (records) {
        records.add(record);
        records.notifyAll();
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
