package ai.adjutant.admin.quickstart;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server of our own for the length of a command; it never outlives us. */
final class ServerChild implements AutoCloseable {
  private static final long START_SECONDS_MAX = 120;
  private static final long STOP_SECONDS_MAX = 15;
  private static final int LOG_LINES = 15;

  private final Process process;
  private final String address;
  private final Thread hook;

  private ServerChild(Process process, String address, Thread hook) {
    this.process = process;
    this.address = address;
    this.hook = hook;
  }

  /** Starts a server on a free port and waits until it answers. */
  static ServerChild start(String serveCommand, Path data) throws IOException {
    Files.createDirectories(data);
    Path ready = data.resolve("ready");
    Path log = data.resolve("serve.log");
    Files.deleteIfExists(ready);
    Process process =
        new ProcessBuilder(
                serveCommand,
                "serve",
                "--data",
                data.resolve("data").toString(),
                "--port",
                "0",
                "--http-port",
                "0",
                "--ready-file",
                ready.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Thread hook = new Thread(process::destroy, "stop-server");
    Runtime.getRuntime().addShutdownHook(hook);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
    try {
      while (!Files.exists(ready)) {
        if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
          process.destroy();
          throw new CommandFailure(
              ExitCode.NOT_AVAILABLE, "the server did not start; its last words:\n" + tail(log));
        }
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.INTERRUPTED, "interrupted");
    }
    return new ServerChild(process, Files.readString(ready), hook);
  }

  String address() {
    return address;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
  }
}
