package ai.adjutant.chassis.process;

import ai.adjutant.chassis.threads.ThreadBudget;
import ai.adjutant.chassis.transport.Endpoint;
import java.nio.file.Path;
import java.util.Map;

/**
 * What one service was started with, worked out of the settings by whoever starts it.
 *
 * @param data the data folder
 * @param listen where it serves
 * @param peers where other services are reached, by their names
 * @param budget the threads that everything in the process may take
 */
public record ServiceSettings(
    Path data, Endpoint listen, Map<String, Endpoint> peers, ThreadBudget budget) {
  /** Keeps a copy. */
  public ServiceSettings {
    peers = Map.copyOf(peers);
  }

  /** Where a service of this name is reached. */
  public Endpoint peer(String service) {
    Endpoint peer = peers.get(service);
    if (peer == null) {
      throw new IllegalArgumentException("no service '" + service + "' was named at the start");
    }
    return peer;
  }
}
