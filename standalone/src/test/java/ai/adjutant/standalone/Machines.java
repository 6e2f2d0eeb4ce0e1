package ai.adjutant.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Three machines on one network, which this one reaches: network namespaces where the platform
 * allows them, else loopback addresses of their own.
 */
interface Machines extends AutoCloseable {
  /** How many there are. */
  int COUNT = 3;

  /** The address of a machine. */
  String address(int machine);

  /** The command that runs another on a machine; none where it needs none. */
  List<String> running(int machine);

  @Override
  void close() throws IOException, InterruptedException;

  /** Takes namespaces where they can be made, and says which it took. */
  @SuppressWarnings("SystemOut") // a report of what the test could show here
  static Machines open(Path folder) throws IOException, InterruptedException {
    Machines taken =
        NetworkNamespaces.open(folder)
            .<Machines>map(made -> made)
            .orElseGet(LoopbackAddresses::new);
    System.out.println("three machines: " + taken);
    return taken;
  }

  /** Addresses of this machine that differ, so that certificates and hosts can be distinguished. */
  final class LoopbackAddresses implements Machines {
    @Override
    public String address(int machine) {
      return "127.0.0." + (2 + machine);
    }

    @Override
    public List<String> running(int machine) {
      return List.of();
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
      return "the loopback addresses 127.0.0.2 to 127.0.0.4 (no network namespaces here)";
    }
  }
}
