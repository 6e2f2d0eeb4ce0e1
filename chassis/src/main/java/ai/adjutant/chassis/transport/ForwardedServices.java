package ai.adjutant.chassis.transport;

import io.grpc.Channel;
import io.grpc.HandlerRegistry;
import java.util.Optional;

/** The services that a server passes on to others rather than serving them itself. */
public abstract class ForwardedServices extends HandlerRegistry {
  /**
   * Returns the way to the server of a service, which answers for its health too.
   *
   * @param service full name of a gRPC service
   */
  public abstract Optional<Channel> serverOf(String service);
}
