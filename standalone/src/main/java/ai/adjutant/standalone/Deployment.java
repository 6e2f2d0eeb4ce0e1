package ai.adjutant.standalone;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.process.ProcessSettings;
import ai.adjutant.chassis.process.ServiceSettings;
import ai.adjutant.chassis.process.TlsSettings;
import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Settings;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chassis.transport.Exposure;
import ai.adjutant.chassis.transport.Protection;
import ai.adjutant.gateway.AccessSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which services this process runs, and where they meet.
 *
 * @param only the one that runs alone; empty for all three
 */
record Deployment(Settings settings, Optional<ServiceName> only) {
  /** The services, in the order in which they start. */
  List<ServiceName> services() {
    return only.map(List::of).orElse(List.of(ServiceName.values()));
  }

  /** Whether a service is reached from outside of the process. */
  boolean facesClients(ServiceName name) {
    return only.isPresent() || name == ServiceName.gateway;
  }

  /** Port of HTTP of the process; -1 for none. */
  int httpPort() {
    boolean withGateway = only.isEmpty() || only.get() == ServiceName.gateway;
    return settings.get(ServerSettings.class).httpPort(withGateway);
  }

  /** What a service is started with. */
  ServiceSettings settings(ServiceName name) {
    ServerSettings server = settings.get(ServerSettings.class);
    ProcessSettings process = settings.get(ProcessSettings.class);
    Endpoint listen =
        facesClients(name)
            ? new Endpoint.Tcp(server.host(), server.port(name))
            : local(process.data(), name);
    return new ServiceSettings(
        process.data(),
        listen,
        Map.of(
            ServiceName.retriever.name(), peer(ServiceName.retriever),
            ServiceName.inference.name(), peer(ServiceName.inference)),
        process.budget());
  }

  /** Only what leaves the process is protected; services in one process share its memory. */
  TlsSettings tls(ServiceName name) {
    return facesClients(name)
        ? settings.get(TlsSettings.class)
        : Schema.defaults(TlsSettings.class);
  }

  /**
   * Refuses to serve other machines without what that needs.
   *
   * @throws AdjutantException ADDRESS_NOT_LOOPBACK, saying how to get it
   */
  void requireServable() {
    boolean clients = facesClients(ServiceName.gateway) && services().contains(ServiceName.gateway);
    boolean keys = settings.get(AccessSettings.class).keysRequired();
    boolean open = !settings.get(TlsSettings.class).isSet() || (clients && !keys);
    String host = settings.get(ServerSettings.class).host();
    if (open && !new Endpoint.Tcp(host, 0).isLoopback()) {
      throw Protection.refused(clients ? Exposure.EDGE : Exposure.INTERNAL, host);
    }
  }

  private Endpoint peer(ServiceName name) {
    ServerSettings server = settings.get(ServerSettings.class);
    Endpoint unset =
        only.isPresent()
            ? new Endpoint.Tcp("127.0.0.1", server.port(name))
            : local(settings.get(ProcessSettings.class).data(), name);
    return server.address(name).orElse(unset);
  }

  /** In-process names are shared by the whole JVM; the data folder, locked, makes them unique. */
  private static Endpoint local(Path data, ServiceName name) {
    return new Endpoint.InProcess(name + "@" + data.toAbsolutePath().normalize());
  }
}
