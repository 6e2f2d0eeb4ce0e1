package ai.adjutant.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Three network namespaces on one bridge (Linux, as root, with iproute2). */
final class NetworkNamespaces implements Machines {
  private static final int COMMAND_SECONDS_MAX = 10;

  private final Path log;
  private final String suffix;
  private final String network;
  private final List<List<String>> undo = new ArrayList<>();

  private NetworkNamespaces(Path log, long number) {
    this.log = log;
    this.suffix = Long.toString(number % 100_000);
    // a part of 198.18.0.0/15, which RFC 2544 keeps for tests of networks
    this.network = "198.18." + number % 250;
  }

  /** Makes them; empty where that is not allowed, and nothing of them stays. */
  static Optional<NetworkNamespaces> open(Path folder) throws IOException, InterruptedException {
    NetworkNamespaces made =
        new NetworkNamespaces(folder.resolve("ip.log"), ProcessHandle.current().pid());
    if (made.make()) {
      return Optional.of(made);
    }
    made.close();
    return Optional.empty();
  }

  private boolean make() throws IOException, InterruptedException {
    String bridge = "adjb" + suffix;
    boolean done =
        ip("link", "add", bridge, "type", "bridge")
            && undoing("link", "del", bridge)
            && ip("addr", "add", network + ".1/24", "dev", bridge)
            && ip("link", "set", bridge, "up");
    for (int machine = 0; done && machine < COUNT; machine++) {
      String name = name(machine);
      String outer = "adjo" + machine + "-" + suffix;
      String inner = "adji" + machine + "-" + suffix;
      done =
          ip("netns", "add", name)
              && undoing("netns", "del", name)
              && ip("link", "add", outer, "type", "veth", "peer", "name", inner)
              && undoing("link", "del", outer)
              && ip("link", "set", inner, "netns", name)
              && ip("link", "set", outer, "master", bridge)
              && ip("link", "set", outer, "up")
              && ip("-n", name, "addr", "add", address(machine) + "/24", "dev", inner)
              && ip("-n", name, "link", "set", inner, "up")
              && ip("-n", name, "link", "set", "lo", "up");
    }
    return done;
  }

  private boolean undoing(String... arguments) {
    undo.addFirst(List.of(arguments));
    return true;
  }

  private boolean ip(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      Files.writeString(log, "there is no program ip\n");
      return false;
    }
    if (!process.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return false;
    }
    return process.exitValue() == 0;
  }

  private String name(int machine) {
    return "adj" + suffix + "-" + machine;
  }

  @Override
  public String address(int machine) {
    return network + "." + (10 + machine);
  }

  @Override
  public List<String> running(int machine) {
    return List.of("ip", "netns", "exec", name(machine));
  }

  @Override
  public void close() throws IOException, InterruptedException {
    for (List<String> step : undo) {
      ip(step.toArray(String[]::new));
    }
  }

  @Override
  public String toString() {
    return "network namespaces " + name(0) + " to " + name(COUNT - 1) + " on " + network + ".0/24";
  }
}
