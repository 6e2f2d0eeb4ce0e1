package ai.adjutant.inference.child;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A child JVM with pipes to its standard input and output. One caller at a time; any thread may
 * close it.
 */
public final class ChildJvm implements AutoCloseable {
  private static final Path SHELL = Path.of("/bin/sh");

  /** Bounds memory that is not shared with a file, and writes no core file when it is aborted. */
  private static final String BOUNDED =
      "ulimit -c 0 2>/dev/null; ulimit -d \"$0\" 2>/dev/null; exec \"$@\"";

  private final Process process;
  private final DataOutputStream requests;
  private final DataInputStream answers;
  private final ScheduledThreadPoolExecutor deadlines;

  private ChildJvm(Process process) {
    this.process = process;
    requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    deadlines =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("child-deadlines").factory());
  }

  /**
   * How much a child may take.
   *
   * @param heapMegabytes of Java objects
   * @param dataBytes of all private memory, the heap included; kept where the platform has a POSIX
   *     shell
   */
  public record Limits(int heapMegabytes, long dataBytes) {}

  /**
   * Starts a child.
   *
   * @param main the class whose {@code main} it runs
   * @param folder where it works and puts temporary files
   * @param arguments of {@code main}
   * @throws IOException when it can't be started
   */
  public static ChildJvm start(Class<?> main, Path folder, Limits limits, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SHELL)) {
      command.addAll(
          List.of(SHELL.toString(), "-c", BOUNDED, String.valueOf(limits.dataBytes() >> 10)));
    }
    command.addAll(
        List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "-Xmx" + limits.heapMegabytes() + "m",
            "-Xss1m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:MaxDirectMemorySize=64m",
            "-XX:+UseSerialGC",
            "-XX:ActiveProcessorCount=1",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=/dev/null",
            "-Djava.io.tmpdir=" + folder,
            "-Duser.home=" + folder,
            "-Dai.djl.offline=true",
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            classPath(),
            main.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    builder.directory(folder.toFile());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return new ChildJvm(builder.start());
  }

  /** Ours, but absolute: the child works in another folder. */
  private static String classPath() {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(ManagementFactory.getRuntimeMXBean().getClassPath())
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** A conversation with the child. */
  public interface Exchange<T> {
    /** Writes and reads; an {@link IOException} means that the child is dead. */
    T with(DataOutputStream requests, DataInputStream answers) throws IOException;
  }

  /**
   * Talks to the child and kills it when that takes too long. After a failure it is dead.
   *
   * @throws TooLateException when the deadline passed
   * @throws IOException when the child died, or answered what can't be right
   */
  public <T> T exchange(Duration time, Exchange<T> exchange) throws IOException {
    AtomicBoolean late = new AtomicBoolean();
    var deadline =
        deadlines.schedule(
            () -> {
              late.set(true);
              process.destroyForcibly();
            },
            time.toMillis(),
            TimeUnit.MILLISECONDS);
    boolean done = false;
    try {
      T result = exchange.with(requests, answers);
      done = true;
      return result;
    } catch (IOException e) {
      throw late.get() ? new TooLateException(time, e) : e;
    } finally {
      deadline.cancel(false);
      if (!done) {
        close();
      }
    }
  }

  /** The child took longer than it may. */
  public static final class TooLateException extends IOException {
    private static final long serialVersionUID = 1L;

    private TooLateException(Duration time, IOException cause) {
      super("took longer than " + time, cause);
    }
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    deadlines.shutdownNow();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
