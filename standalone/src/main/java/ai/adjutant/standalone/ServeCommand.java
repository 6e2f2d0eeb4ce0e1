package ai.adjutant.standalone;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.tls.ServiceRole;
import ai.adjutant.chassis.tls.TlsFiles;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chassis.transport.Exposure;
import ai.adjutant.chassis.transport.Protection;
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
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
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
  private static final Duration DRAIN = Duration.ofSeconds(10);
  private static final Duration STOP_MAX = Duration.ofSeconds(75); // service managers kill at 90
  private static final int HTTP_PORT = 8080;
  private static final String HTTP_REQUEST_MAX = "16KB"; // both pages are asked for without a body
  private static final String HTTP_IDLE_MAX = "30s";

  @Parameters(
      arity = "0..1",
      paramLabel = "SERVICE",
      description = "retriever, inference or gateway alone; without it all three.")
  private @Nullable ServiceName only;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Folder that holds everything (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address to serve on (default: ${DEFAULT-VALUE}); one that other machines reach needs"
              + " --tls, and --keys required where clients call.")
  private String host = "127.0.0.1";

  @Option(
      names = "--tls",
      paramLabel = "DIR",
      description =
          "Folder with ca.pem, SERVICE.pem and SERVICE-key.pem, as 'adjutant tls init' writes them;"
              + " read again when they change.")
  private @Nullable Path tls;

  @Option(
      names = "--tls-reload",
      paramLabel = "DURATION",
      description =
          "Pause between two looks for changed files in --tls, such as 10s (default: 30s).")
  private @Nullable String tlsReload;

  @Option(
      names = "--keys",
      paramLabel = "required|off",
      description =
          "Whether each call of a client needs a key of 'adjutant key create' (default: off).")
  private @Nullable String keys;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "gRPC port; 0 takes any free one (default: 7070; alone: retriever 7071, inference 7072).")
  private @Nullable Integer port;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description =
          "HTTP port of /metrics and of the gateway's /health; 0 takes any free one, -1 none"
              + " (default: 8080; retriever or inference alone: none).")
  private @Nullable Integer httpPort;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads that generation, embedding, merges and parsers may take, 1 to 256 (default: one"
              + " a processor).")
  private @Nullable String threads;

  @Option(
      names = "--retriever",
      paramLabel = "HOST:PORT",
      description = "Where a gateway alone finds the retriever (default: 127.0.0.1:7071).")
  private @Nullable String retriever;

  @Option(
      names = "--inference",
      paramLabel = "HOST:PORT",
      description = "Where a gateway or retriever alone finds inference (default: 127.0.0.1:7072).")
  private @Nullable String inference;

  @Option(
      names = "--ready-file",
      paramLabel = "FILE",
      description = "Written with HOST:PORT once everything answers; for scripts.")
  private @Nullable Path readyFile;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Deque<RunningService> running = new ArrayDeque<>();
    Metrics metrics = new Metrics(); // as long as the process
    StopSignal stop = StopSignal.install(STOP_MAX);
    try {
      long start = System.nanoTime();
      startAll(running, metrics, stop);
      if (!stop.isReceived()) {
        announce(running, (System.nanoTime() - start) / 1_000_000);
      }
    } catch (AdjutantException e) {
      close(running);
      return refuse(e.getMessage(), exitCode(e.reason().kind()));
    } catch (ServerStartupException e) {
      close(running);
      return refuse(
          "the HTTP port "
              + httpPort()
              + " is in use or not allowed; choose another with --http-port",
          5);
    } catch (IllegalArgumentException e) {
      close(running);
      return refuse(String.valueOf(e.getMessage()), 2);
    }
    int exit = stop.await();
    drain(running);
    return exit;
  }

  /** Starts the services one after the other, and no further ones once a stop is asked for. */
  private void startAll(Deque<RunningService> running, Metrics metrics, StopSignal stop) {
    boolean alone = only != null;
    requireServable(); // before models are opened
    for (ServiceName name : ServiceName.values()) {
      if (only != null && name != only || stop.isReceived()) {
        continue;
      }
      boolean facesClients = alone || name == ServiceName.gateway;
      int listenPort = port != null ? port : name.defaultPort();
      Map<String, Object> settings = new HashMap<>();
      settings.put("adjutant.data", data.toString());
      settings.put(
          "adjutant.listen",
          facesClients
              ? new Endpoint.Tcp(host, listenPort).toString()
              : new Endpoint.InProcess(localName(name)).toString());
      settings.put("adjutant.retriever", peer(retriever, ServiceName.retriever, alone));
      settings.put("adjutant.inference", peer(inference, ServiceName.inference, alone));
      if (threads != null) {
        settings.put("adjutant.threads", threads);
      }
      if (facesClients) {
        putSecurity(settings, name);
      }
      settings.put("micronaut.server.host", httpHost());
      settings.put("micronaut.server.port", httpPort() == 0 ? -1 : httpPort());
      settings.put("micronaut.server.max-request-size", HTTP_REQUEST_MAX);
      settings.put("micronaut.server.idle-timeout", HTTP_IDLE_MAX);
      running.push(RunningService.start(name, settings, metrics, facesClients && httpPort() >= 0));
    }
  }

  private void requireServable() {
    boolean clients = only == null || only == ServiceName.gateway;
    boolean open = tls == null || (clients && !"required".equals(keys));
    if (open && !new Endpoint.Tcp(host, 0).isLoopback()) {
      throw Protection.refused(clients ? Exposure.EDGE : Exposure.INTERNAL, host);
    }
  }

  /** Only what leaves the process is protected; services in one process share its memory. */
  private void putSecurity(Map<String, Object> settings, ServiceName name) {
    Path folder = tls;
    if (folder != null) {
      TlsFiles files = TlsFiles.in(folder, ServiceRole.named(name.name()).orElseThrow());
      settings.put("adjutant.tls.ca", files.ca().toString());
      settings.put("adjutant.tls.certificate", files.certificate().toString());
      settings.put("adjutant.tls.key", files.key().toString());
    }
    if (tlsReload != null) {
      settings.put("adjutant.tls.reload", tlsReload);
    }
    if (keys != null) {
      settings.put("adjutant.access.keys", keys);
    }
  }

  /** HTTP has neither TLS nor keys, so it stays on this machine wherever gRPC is served. */
  private String httpHost() {
    return new Endpoint.Tcp(host, 0).isLoopback() ? host : "127.0.0.1";
  }

  private int httpPort() {
    if (httpPort != null) {
      return httpPort;
    }
    return only == null || only == ServiceName.gateway ? HTTP_PORT : -1;
  }

  private String peer(@Nullable String asked, ServiceName name, boolean alone) {
    if (asked != null) {
      return Endpoint.parse(asked).toString();
    }
    return alone
        ? new Endpoint.Tcp("127.0.0.1", name.defaultPort()).toString()
        : new Endpoint.InProcess(localName(name)).toString();
  }

  /** In-process names are shared by the whole JVM; the data folder, locked, makes them unique. */
  private String localName(ServiceName name) {
    return name + "@" + data.toAbsolutePath().normalize();
  }

  private void announce(Deque<RunningService> running, long millis) throws IOException {
    RunningService front = running.getFirst();
    Endpoint endpoint = front.server().endpoint();
    PrintWriter out = spec().commandLine().getOut();
    String what = only == null ? "Adjutant" : "Adjutant's " + only;
    out.printf("%s serves on %s, data in %s (started in %d ms)%n", what, endpoint, data, millis);
    if (only == null || only == ServiceName.gateway) {
      front.httpPort().ifPresent(http -> out.printf("health: http://%s/health%n", http(http)));
    }
    front.httpPort().ifPresent(http -> out.printf("metrics: http://%s/metrics%n", http(http)));
    out.flush();
    Path ready = readyFile;
    if (ready != null) {
      Path fresh = ready.resolveSibling(ready.getFileName() + ".new");
      Files.writeString(fresh, endpoint.toString());
      Files.move(fresh, ready, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private Endpoint http(int httpPort) {
    return new Endpoint.Tcp(httpHost(), httpPort);
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

  private static void drain(Deque<RunningService> running) {
    log.info("draining");
    while (!running.isEmpty()) {
      running.pop().drain(DRAIN);
    }
  }

  private static void close(Deque<RunningService> running) {
    while (!running.isEmpty()) {
      running.pop().close();
    }
  }
}
