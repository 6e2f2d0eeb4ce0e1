package ai.adjutant.standalone;

import ai.adjutant.chassis.process.ProcessSettings;
import ai.adjutant.chassis.process.ServiceSettings;
import ai.adjutant.chassis.settings.Settings;
import ai.adjutant.chassis.transport.Endpoint;
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
