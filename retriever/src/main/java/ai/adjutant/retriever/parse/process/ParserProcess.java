package ai.adjutant.retriever.parse.process;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.settings.SettingKey;
import ai.adjutant.retriever.parse.ParseReason;
import ai.adjutant.retriever.parse.ParseSettings;
import ai.adjutant.retriever.parse.ParsedDocument;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One child JVM. One caller at a time; after a failure of the process itself it is dead and must be
 * closed. The deadline is kept here, by killing: nothing in the child has to work for it.
 */
final class ParserProcess implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofSeconds(60);

  private final Process process;
  private final DataOutputStream requests;
  private final InputStream answers;
  private final Path work;
  private final ParseSettings settings;
  private boolean ready;
  private int documents;

  private ParserProcess(Process process, Path work, ParseSettings settings) {
    this.process = process;
    this.work = work;
    this.requests = new DataOutputStream(process.getOutputStream());
    this.answers = process.getInputStream();
    this.settings = settings;
  }

  static ParserProcess start(Path work, ParseSettings settings, String parserClass)
      throws IOException {
    String java = ProcessHandle.current().info().command().orElse("java");
    List<String> command =
        List.of(
            java,
            "-Xmx" + settings.heapSize().bytes(),
            "-Xss2m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:MaxDirectMemorySize=64m",
            "-XX:+UseSerialGC",
            "-XX:ActiveProcessorCount=1", // a child is one thread of the budget
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Djava.awt.headless=true",
            "-Djava.io.tmpdir=" + work,
            "-Dpdfbox.fontcache=" + work,
            "-Duser.home=" + work,
            "-Duser.language=en",
            "-Duser.country=US",
            "-Duser.timezone=UTC",
            // documents name addresses; nothing listens here, and no name is looked up
            "-DsocksProxyHost=127.0.0.1",
            "-DsocksProxyPort=9",
            "-Djdk.net.hosts.file=/dev/null",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath(),
            ParserChild.class.getName(),
            parserClass);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.directory(work.toFile());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return new ParserProcess(builder.start(), work, settings);
  }

  /** Ours, but absolute: the child works in another folder. */
  private static String classPath() {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(ManagementFactory.getRuntimeMXBean().getClassPath())
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * Reads one document.
   *
   * @throws AdjutantException with the child's reason, or PARSE_TIMEOUT or PARSER_DIED, after which
   *     this process is dead
   */
  ParsedDocument parse(Path file, String id, String language, ScheduledExecutorService deadlines)
      throws IOException {
    documents++;
    awaitReady(id, deadlines);
    Path answer = Files.createTempFile(work, "answer", ".bin");
    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> deadline = killAfter(settings.timeout(), late, deadlines, id);
    try {
      if (!ask(new ParserChild.Request(file, id, language, answer, settings.charactersMax()))) {
        close(); // its pipes may break before it counts as dead
        throw late.get() ? timeout(id) : died(id);
      }
      return read(answer, id);
    } finally {
      deadline.cancel(false);
      Files.deleteIfExists(answer);
    }
  }

  /** A JVM's start is not charged to the first document. */
  private void awaitReady(String id, ScheduledExecutorService deadlines) {
    if (ready) {
      return;
    }
    ScheduledFuture<?> deadline = killAfter(START_MAX, new AtomicBoolean(), deadlines, id);
    try {
      ready = hear() == ParserChild.READY;
    } finally {
      deadline.cancel(false);
    }
    if (!ready) {
      close();
      throw new AdjutantException(
          ParseReason.PARSER_DIED,
          "the parser of "
              + id
              + " could not be started; is there memory for "
              + settings.heapSize()
              + " more?");
    }
  }

  private ScheduledFuture<?> killAfter(
      Duration time, AtomicBoolean late, ScheduledExecutorService deadlines, String id) {
    try {
      return deadlines.schedule(
          () -> {
            late.set(true);
            process.destroyForcibly();
          },
          time.toMillis(),
          TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) { // the reader is being closed, and its processes ended
      throw died(id);
    }
  }

  private ParsedDocument read(Path answer, String id) {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(answer)))) {
      return Wire.read(in, settings.charactersMax());
    } catch (IOException e) {
      close();
      throw new AdjutantException(
          ParseReason.PARSER_DIED, "the parser gave no sound answer for " + id, e);
    }
  }

  /** Returns false when the child died, or was killed, before it answered. */
  private boolean ask(ParserChild.Request request) {
    try {
      request.write(requests);
      return hear() == ParserChild.ANSWERED;
    } catch (IOException e) {
      return false;
    }
  }

  /** What the child says next; -1 when it is dead, which a broken pipe means too. */
  private int hear() {
    try {
      return answers.read();
    } catch (IOException e) {
      return -1;
    }
  }

  private AdjutantException timeout(String id) {
    return new AdjutantException(
        ParseReason.PARSE_TIMEOUT,
        id
            + " was not read within "
            + settings.timeout().toSeconds()
            + " s; split it or save it in a simpler format, or set a longer "
            + SettingKey.named("retriever.parse.timeout").howToSet());
  }

  private AdjutantException died(String id) {
    return new AdjutantException(
        ParseReason.PARSER_DIED,
        "the parser of "
            + id
            + " died; it may need more than "
            + settings.heapSize()
            + ": split it or save it in a simpler format, or set a larger "
            + SettingKey.named("retriever.parse.heap-size").howToSet());
  }

  int documents() {
    return documents;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
