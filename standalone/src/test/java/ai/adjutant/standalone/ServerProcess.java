package ai.adjutant.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code serve} in a JVM of its own, as users run it. */
final class ServerProcess implements AutoCloseable {
  private static final long START_SECONDS_MAX = 60;
  private static final String CRASH_PREFIX = "hs_err_pid";

  private final Process process;
  private final Path log;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts a server; its output goes to a file in the folder. */
  static ServerProcess start(Path folder, String... arguments) throws IOException {
    return start(folder, Launch.PLAIN, arguments);
  }

  /** The same with further environment variables, such as settings. */
  static ServerProcess start(Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    return start(folder, new Launch(List.of(), environment), arguments);
  }

  /**
   * How the JVM is started.
   *
   * @param before a command that takes the JVM's as its arguments, such as one of its network
   * @param environment variables beside those of this process
   */
  private record Launch(List<String> before, Map<String, String> environment) {
    static final Launch PLAIN = new Launch(List.of(), Map.of());
  }

  private static ServerProcess start(Path folder, Launch launch, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(launch.before());
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Dai.djl.offline=true",
            "-XX:ErrorFile=" + folder.resolve(CRASH_PREFIX + "%p.log")));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), StandaloneMain.class.getName()));
    command.addAll(List.of(arguments));
    Path log = Files.createTempFile(folder, "serve", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(launch.environment());
    return new ServerProcess(builder.start(), log);
  }

  /** Starts a server on any free port and waits until it answers. */
  static Running serving(Path folder, String... arguments)
      throws IOException, InterruptedException {
    return serving(folder, Launch.PLAIN, arguments);
  }

  /** The same by a command that takes the server's as its arguments, such as one of its network. */
  static Running servingBy(Path folder, List<String> before, String... arguments)
      throws IOException, InterruptedException {
    return serving(folder, new Launch(before, Map.of()), arguments);
  }

  /** The same with further environment variables, such as settings. */
  static Running serving(Path folder, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return serving(folder, new Launch(List.of(), environment), arguments);
  }

  private static Running serving(Path folder, Launch launch, String... arguments)
      throws IOException, InterruptedException {
    Path ready = folder.resolve("ready-" + System.nanoTime());
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--port", "0", "--ready-file", ready.toString()));
    if (!all.contains("--http-port")) {
      all.addAll(List.of("--http-port", "-1"));
    }
    ServerProcess server = start(folder, launch, all.toArray(String[]::new));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
    while (!Files.exists(ready)) {
      if (server.process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
        server.close();
        throw new AssertionError("the server did not start:\n" + server.output());
      }
    }
    return new Running(server, Files.readString(ready));
  }

  /** A server that answers. */
  record Running(ServerProcess process, String address) implements AutoCloseable {
    @Override
    public void close() {
      process.close();
    }
  }

  /** Reports of crashed virtual machines, of servers started in the folder. */
  static List<Path> crashes(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(CRASH_PREFIX)).toList();
    }
  }

  /** Waits until a file is there, however it came. */
  void awaitFile(Path file) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
    while (!Files.exists(file)) {
      if (process.waitFor(5, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
        throw new AssertionError("no " + file + ":\n" + output());
      }
    }
  }

  /** Waits for its end. */
  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(START_SECONDS_MAX, TimeUnit.SECONDS)).as("ended").isTrue();
    return process.exitValue();
  }

  /** Asks it to stop, as a service manager does. */
  void terminate() {
    process.destroy();
  }

  /** Everything it has said. */
  String output() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
