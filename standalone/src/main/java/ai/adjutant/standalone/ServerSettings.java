package ai.adjutant.standalone;

import ai.adjutant.chassis.settings.DataSize;
import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;
import ai.adjutant.chassis.transport.Endpoint;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Where the services serve and find each other. */
@SettingsGroup(value = "server", doc = "Where the services serve, and find each other.")
record ServerSettings(
    @Setting(
            value = "127.0.0.1",
            min = "1",
            max = "253",
            doc =
                "Address to serve on; one that other machines reach needs tls, and access.keys"
                    + " where clients call.")
        String host,
    @Setting(
            value = "7070",
            min = "0",
            max = "65535",
            doc = "Port of the gateway's gRPC; 0 takes any free one.")
        int gatewayPort,
    @Setting(
            value = "7071",
            min = "0",
            max = "65535",
            doc = "Port of the retriever's gRPC, where it runs in a process of its own.")
        int retrieverPort,
    @Setting(
            value = "7072",
            min = "0",
            max = "65535",
            doc = "Port of inference's gRPC, where it runs in a process of its own.")
        int inferencePort,
    @Setting(
            value = "auto",
            min = "-1",
            max = "65535",
            doc =
                "Port of /metrics and of the gateway's /health over HTTP; 0 takes any free one, -1"
                    + " none; auto is 8080, and none where retriever or inference run alone.")
        OptionalInt httpPort,
    @Setting(
            value = "auto",
            form = "HOST:PORT",
            doc =
                "Where the gateway finds the retriever; auto is server.retriever-port of this"
                    + " machine, or the process itself where it runs all services.")
        Optional<Endpoint> retrieverAddress,
    @Setting(
            value = "auto",
            form = "HOST:PORT",
            doc =
                "Where a gateway or retriever alone finds inference; auto is 127.0.0.1:7072, and"
                    + " the process itself where it runs all services.")
        Optional<Endpoint> inferenceAddress,
    @Setting(
            value = "10s",
            min = "0s",
            max = "25s",
            doc = "How long calls under way may take to end, in each service, when it stops.")
        Duration drainTimeout,
    @Setting(
            value = "30s",
            min = "1s",
            max = "10m",
            doc = "How long an HTTP connection may be idle before it is closed.")
        Duration httpIdleTimeout,
    @Setting(
            value = "16KiB",
            min = "1KiB",
            max = "1MiB",
            doc = "Largest HTTP request; both pages are asked for without a body.")
        DataSize httpRequestSizeMax) {
  private static final int HTTP_PORT = 8080;

  /** Checks the ranges, and that addresses are such as another process can have. */
  ServerSettings {
    Schema.check(
        ServerSettings.class,
        host,
        gatewayPort,
        retrieverPort,
        inferencePort,
        httpPort,
        retrieverAddress,
        inferenceAddress,
        drainTimeout,
        httpIdleTimeout,
        httpRequestSizeMax);
    refuseInProcess("server.retriever-address", retrieverAddress);
    refuseInProcess("server.inference-address", inferenceAddress);
  }

  private static void refuseInProcess(String key, Optional<Endpoint> address) {
    if (address.isPresent() && address.get() instanceof Endpoint.InProcess) {
      throw new IllegalArgumentException(
          key + " is '" + address.get() + "'; give HOST:PORT of another process, or auto");
    }
  }

  /** Port of a service that faces clients. */
  int port(ServiceName service) {
    return switch (service) {
      case gateway -> gatewayPort;
      case retriever -> retrieverPort;
      case inference -> inferencePort;
    };
  }

  /** HTTP has neither TLS nor keys, so it stays on this machine wherever gRPC is served. */
  String httpHost() {
    return new Endpoint.Tcp(host, 0).isLoopback() ? host : "127.0.0.1";
  }

  /** Port of HTTP of the process; -1 for none. */
  int httpPort(boolean withGateway) {
    return httpPort.orElse(withGateway ? HTTP_PORT : -1);
  }

  /** Where a service is reached, as far as that is set. */
  Optional<Endpoint> address(ServiceName service) {
    return switch (service) {
      case retriever -> retrieverAddress;
      case inference -> inferenceAddress;
      case gateway -> Optional.empty();
    };
  }
}
