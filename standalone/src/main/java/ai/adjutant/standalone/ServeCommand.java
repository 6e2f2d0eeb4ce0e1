package ai.adjutant.standalone;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.process.ProcessSettings;
import ai.adjutant.chassis.settings.Settings;
import ai.adjutant.chassis.settings.SettingsSources;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.standalone.metrics.Metrics;
import io.micronaut.http.server.exceptions.ServerStartupException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serve}: starts services and keeps them until the process is told to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description =
        "Serves the platform on loopback: all three services in one process, or one of them alone.",
    sortOptions = false)
final class ServeCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);

  @Parameters(
      arity = "0..1",
      paramLabel = "SERVICE",
      description = "retriever, inference or gateway alone; without it all three.")
  private @Nullable ServiceName only;

  @Mixin private ServeOptions options = new ServeOptions();

  @Option(
      names = "--ready-file",
      paramLabel = "FILE",
      description = "Written with HOST:PORT once everything answers; for scripts.")
  private @Nullable Path readyFile;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    long start = System.nanoTime();
    ServiceName facing = only == null ? ServiceName.gateway : only;
    Settings settings;
    try {
      settings = options.read(facing, SettingsSources.processEnvironment()).orThrow();
    } catch (AdjutantException e) {
      return refuse(e.getMessage(), exitCode(e.reason().kind()));
    }
    ServerSettings server = settings.get(ServerSettings.class);
    int httpPort = server.httpPort(facing == ServiceName.gateway);
    Deque<RunningService> running = new ArrayDeque<>();
    Metrics metrics = new Metrics(); // as long as the process
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook = new Thread(() -> stop(running, server.drainTimeout(), stopped), "shutdown");
    try {
      startAll(running, settings, metrics);
      Runtime.getRuntime().addShutdownHook(hook);
      announce(running, settings, (System.nanoTime() - start) / 1_000_000);
    } catch (AdjutantException e) {
      close(running);
      return refuse(e.getMessage(), exitCode(e.reason().kind()));
    } catch (ServerStartupException e) {
      close(running);
      return refuse(
          "the HTTP port "
              + httpPort
              + " is in use or not allowed; choose another with --http-port",
          5);
    } catch (IllegalArgumentException e) {
      close(running);
      return refuse(String.valueOf(e.getMessage()), 2);
    }
    stopped.await();
    return 0;
  }

  private void startAll(Deque<RunningService> running, Settings settings, Metrics metrics) {
    Deployment deployment = new Deployment(settings, Optional.ofNullable(only));
    for (ServiceName name : deployment.services()) {
      running.push(
          RunningService.start(
              name,
              settings,
              deployment.settings(name),
              metrics,
              deployment.facesClients(name) && deployment.httpPort() >= 0));
    }
  }

  private void announce(Deque<RunningService> running, Settings settings, long millis)
      throws IOException {
    String host = settings.get(ServerSettings.class).host();
    Path data = settings.get(ProcessSettings.class).data();
    RunningService front = running.getFirst();
    Endpoint endpoint = front.server().endpoint();
    PrintWriter out = spec().commandLine().getOut();
    String what = only == null ? "Adjutant" : "Adjutant's " + only;
    out.printf("%s serves on %s, data in %s (started in %d ms)%n", what, endpoint, data, millis);
    if (only == null || only == ServiceName.gateway) {
      front.httpPort().ifPresent(http -> out.printf("health: http://%s:%d/health%n", host, http));
    }
    front.httpPort().ifPresent(http -> out.printf("metrics: http://%s:%d/metrics%n", host, http));
    out.flush();
    Path ready = readyFile;
    if (ready != null) {
      Path fresh = ready.resolveSibling(ready.getFileName() + ".new");
      Files.writeString(fresh, endpoint.toString());
      Files.move(fresh, ready, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private int refuse(String message, int exit) {
    PrintWriter err = spec().commandLine().getErr();
    err.println("adjutant: " + message);
    err.flush();
    return exit;
  }

  private CommandSpec spec() {
    CommandSpec present = spec;
    if (present == null) {
      throw new IllegalStateException("picocli injects the command's own specification");
    }
    return present;
  }

  private static int exitCode(Kind kind) {
    return switch (kind) {
      case INVALID_ARGUMENT, ALREADY_EXISTS, FAILED_PRECONDITION -> 3;
      case NOT_FOUND -> 4;
      case RESOURCE_EXHAUSTED, UNAVAILABLE, DEADLINE_EXCEEDED, ABORTED, CANCELLED -> 5;
      case PERMISSION_DENIED -> 6;
      case INTERNAL -> 70;
    };
  }

  private static void stop(
      Deque<RunningService> running, Duration drainTimeout, CountDownLatch stopped) {
    log.info("draining");
    while (!running.isEmpty()) {
      running.pop().drain(drainTimeout);
    }
    stopped.countDown();
  }

  private static void close(Deque<RunningService> running) {
    while (!running.isEmpty()) {
      running.pop().close();
    }
  }
}
