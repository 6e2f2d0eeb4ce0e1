package ai.adjutant.gateway.front;

import ai.adjutant.chassis.transport.ForwardedServices;
import io.grpc.BindableService;
import io.grpc.Channel;
import io.grpc.ServiceDescriptor;
import java.util.List;
import java.util.Map;

/** What the gateway serves besides answers: forwarded calls and the state of the house. */
public final class FrontDoor {
  private final Forwarder forwarder;
  private final StatusEndpoint status;

  /**
   * A front door to the services behind.
   *
   * @param peers the services behind, each with the packages that it serves
   */
  public FrontDoor(List<Peer> peers) {
    forwarder = new Forwarder(peers);
    status = new StatusEndpoint(peers);
  }

  /** Serves what is passed on. */
  public ForwardedServices forwarding() {
    return forwarder;
  }

  /** Serves the state of the house. */
  public BindableService status() {
    return status;
  }

  /** True when every service behind serves; by name, for the HTTP health page. */
  public Map<String, Boolean> serving() {
    return status.serving();
  }

  /**
   * A service behind the front door.
   *
   * @param service its name
   * @param address where it is reached, for people
   * @param contracts what it serves; calls to the package of the first go to it, and reflection
   *     tells of all
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
