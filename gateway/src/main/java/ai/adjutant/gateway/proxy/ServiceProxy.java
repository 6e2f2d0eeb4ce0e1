package ai.adjutant.gateway.proxy;

import ai.adjutant.chassis.transport.ForwardedServices;
import io.grpc.BindableService;
import io.grpc.Channel;
import io.grpc.ServiceDescriptor;
import java.util.List;
import java.util.Map;

/** Forwards calls to the other services and reports the status of all. Any thread may call. */
public final class ServiceProxy {
  private final Forwarder forwarder;
  private final StatusEndpoint status;

  /**
   * Creates a proxy to these services.
   *
   * @param peers the services, each with the packages that it serves
   */
  public ServiceProxy(List<Peer> peers) {
    forwarder = new Forwarder(peers);
    status = new StatusEndpoint(peers);
  }

  /** Returns the services that are forwarded. */
  public ForwardedServices forwarding() {
    return forwarder;
  }

  /** Returns the service that reports the status of all services. */
  public BindableService status() {
    return status;
  }

  /** Returns by service name whether it serves, for the HTTP health page. */
  public Map<String, Boolean> serving() {
    return status.serving();
  }

  /**
   * Describes a service that the gateway forwards to.
   *
   * @param service its name
   * @param address where it is reached, for people
   * @param contracts what it serves; calls to the package of the first go to it, and reflection
   *     lists all
   * @param channel the way to it, opened with the service's name so that failures are in words
   */
  public record Peer(
      String service, String address, List<ServiceDescriptor> contracts, Channel channel) {
    /** Copies the contracts; there is at least one. */
    public Peer {
      contracts = List.copyOf(contracts);
      if (contracts.isEmpty()) {
        throw new IllegalArgumentException(service + " serves nothing");
      }
    }

    /** Package of its contracts, {@code adjutant.retrieval.v1}. */
    String grpcPackage() {
      String name = contracts.getFirst().getName();
      return name.substring(0, name.lastIndexOf('.'));
    }
  }
}
