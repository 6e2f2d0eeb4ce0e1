package ai.adjutant.standalone;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.logging.LoggingSettings;
import ai.adjutant.chassis.logging.ServiceLog;
import ai.adjutant.chassis.process.ProcessSettings;
import ai.adjutant.chassis.settings.Settings;
import ai.adjutant.chassis.settings.SettingsSources;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.standalone.metrics.Metrics;
import io.micronaut.http.server.exceptions.ServerStartupException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serve}: starts services and keeps them until the process is asked to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Serves the platform: all three services in one process, or one of them alone.",
    sortOptions = false)
final class ServeCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);
  private static final Duration STOP_MAX = Duration.ofSeconds(75); // service managers kill at 90

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
    ServiceLog.install(
        settings.get(LoggingSettings.class), new FileOutputStream(FileDescriptor.err));
    ServerSettings server = settings.get(ServerSettings.class);
    int httpPort = server.httpPort(facing == ServiceName.gateway);
    Deque<RunningService> running = new ArrayDeque<>();
    Metrics metrics = new Metrics(); // as long as the process
    StopSignal stop = StopSignal.install(STOP_MAX);
    try {
      startAll(running, settings, metrics, stop);
      if (!stop.isReceived()) {
        announce(running, settings, (System.nanoTime() - start) / 1_000_000);
      }
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
    int exit = stop.await();
    drain(running, server.drainTimeout());
    return exit;
  }

  /** Starts the services one after the other, and no further ones once a stop is asked for. */
  private void startAll(
      Deque<RunningService> running, Settings settings, Metrics metrics, StopSignal stop) {
    Deployment deployment = new Deployment(settings, Optional.ofNullable(only));
    deployment.requireServable(); // before models are opened
    for (ServiceName name : deployment.services()) {
      if (stop.isReceived()) {
        return;
      }
      running.push(
          RunningService.start(
              name,
              settings,
              deployment.settings(name),
              deployment.tls(name),
              metrics,
              deployment.facesClients(name) && deployment.httpPort() >= 0));
    }
  }

  private void announce(Deque<RunningService> running, Settings settings, long millis)
      throws IOException {
    String host = settings.get(ServerSettings.class).httpHost();
    Path data = settings.get(ProcessSettings.class).data();
    RunningService front = running.getFirst();
    Endpoint endpoint = front.server().endpoint();
    PrintWriter out = spec().commandLine().getOut();
    String what = only == null ? "Adjutant" : "Adjutant's " + only;
    out.printf("%s serves on %s, data in %s (started in %d ms)%n", what, endpoint, data, millis);
    if (only == null || only == ServiceName.gateway) {
      front.httpPort().ifPresent(port -> out.printf("health: http://%s/health%n", tcp(host, port)));
    }
    front.httpPort().ifPresent(port -> out.printf("metrics: http://%s/metrics%n", tcp(host, port)));
    out.flush();
    Path ready = readyFile;
    if (ready != null) {
      Path fresh = ready.resolveSibling(ready.getFileName() + ".new");
      Files.writeString(fresh, endpoint.toString());
      Files.move(fresh, ready, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static Endpoint tcp(String host, int port) {
    return new Endpoint.Tcp(host, port);
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
      case PERMISSION_DENIED, UNAUTHENTICATED -> 6;
      case INTERNAL -> 70;
    };
  }

  private static void drain(Deque<RunningService> running, Duration timeout) {
    log.info("draining");
    while (!running.isEmpty()) {
      running.pop().drain(timeout);
    }
  }

  private static void close(Deque<RunningService> running) {
    while (!running.isEmpty()) {
      running.pop().close();
    }
  }
}
