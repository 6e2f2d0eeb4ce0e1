import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs two engines in turn on the same work and compares them; {@code benchmarks/engine} says how
 * to call it.
 */
final class Interleave {
  /**
   * Beyond these a pass was disturbed: of its time, waiting for a core, and others' processor time.
   */
  private static final double WAITED_MOST = 0.02;

  private static final double OTHERS_MOST = 0.05;

  /** Two passes of the same pair. */
  private record Pair(Scenario scenario, Line ours, Line peer) {
    double ratio() {
      return ours.number("tokens_per_s") / peer.number("tokens_per_s");
    }

    /** The same by processor time, which load disturbs least; for engines that state theirs. */
    double ratioOfWork() {
      return ours.has("cpu_ms") && peer.has("cpu_ms")
          ? peer.number("cpu_ms") / ours.number("cpu_ms")
          : Double.NaN;
    }

    boolean quiet() {
      return quiet(ours) && quiet(peer);
    }

    private static boolean quiet(Line pass) {
      return pass.number("others_share") <= OTHERS_MOST
          && (pass.has("neighbour") || pass.number("waited_share") <= WAITED_MOST);
    }
  }

  private String ours = "";
  private String peer = "";
  private String label = "";
  private int pairs = 5;
  private boolean neighbour;
  private Path out = Path.of("target/benchmarks");
  private List<Scenario> scenarios = Scenario.ALL;
  private final List<Pair> done = new ArrayList<>();
  private final List<Double> oneThread = new ArrayList<>();
  private final List<Double> twoThreads = new ArrayList<>();

  private Interleave() {}

  public static void main(String[] args) throws IOException {
    new Interleave().read(args).run();
  }

  private Interleave read(String[] args) {
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--neighbour")) {
        neighbour = true;
        continue;
      }
      String value = i + 1 < args.length ? args[i + 1] : "";
      switch (args[i++]) {
        case "--ours" -> ours = value;
        case "--peer" -> peer = value;
        case "--label" -> label = value;
        case "--pairs" -> pairs = Integer.parseInt(value);
        case "--out" -> out = Path.of(value);
        case "--scenarios" -> {
          scenarios = new ArrayList<>();
          for (String name : value.split(",")) {
            scenarios.add(Scenario.named(name));
          }
        }
        default -> throw new IllegalArgumentException("unknown option " + args[i - 1]);
      }
    }
    return this;
  }

  private void run() throws IOException {
    Files.createDirectories(out);
    try (Bandwidth bandwidth = new Bandwidth();
        Engine us = new Engine("ours", ours);
        Engine them = new Engine("peer", peer)) {
      record(us.ready().with("label", label).with("role", "ours"));
      record(them.ready().with("label", label).with("role", "peer"));
      Process busy = neighbour ? startNeighbour() : null;
      try {
        // Pair 0 warms both up and counts for nothing.
        for (int pair = 0; pair <= pairs; pair++) {
          if (pair > 0 && busy == null) {
            oneThread.add(bandwidth.gigabytesPerSecond(1));
            twoThreads.add(bandwidth.gigabytesPerSecond(2));
          }
          for (Scenario scenario : scenarios) {
            // In turn: going first, or after the other, is worth a percent.
            boolean first = pair % 2 == 1;
            Line before = pass(first ? us : them, scenario, busy, pair);
            Line after = pass(first ? them : us, scenario, busy, pair);
            if (pair > 0) {
              done.add(new Pair(scenario, first ? before : after, first ? after : before));
            }
          }
        }
      } finally {
        if (busy != null) {
          busy.destroy();
        }
      }
      report(us.ready(), them.ready());
    }
  }

  private Line pass(Engine engine, Scenario scenario, Process busy, int pair) throws IOException {
    Line line =
        engine
            .run(scenario, busy == null ? null : busy.toHandle())
            .with("pair", pair)
            .with("label", label);
    if (busy != null) {
      line.with("neighbour", true);
    }
    record(line);
    return line;
  }

  /** Ends with this program, however that ends. */
  private static Process startNeighbour() throws IOException {
    String busy = "while [ -d /proc/$0 ]; do for ((i = 0; i < 100000; i++)); do :; done; done";
    return new ProcessBuilder("bash", "-c", busy, Long.toString(ProcessHandle.current().pid()))
        .start();
  }

  private void record(Line line) throws IOException {
    Files.writeString(
        out.resolve("engine.jsonl"),
        line + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private void report(Line us, Line them) throws IOException {
    StringBuilder page = new StringBuilder();
    page.append(
        String.format(
            "%n### %s%s%n%n%d pairs of passes, in turn; a ratio above 1: %s is faster than %s.%n%n",
            label,
            neighbour ? ", beside a busy process" : "",
            pairs,
            us.text("engine"),
            them.text("engine")));
    page.append("| | ours ms/step | tokens/s | peer ms/step | tokens/s | ratio | least–most ");
    page.append(
        "| quiet pairs | their ratio | by processor time |\n"
            + "|---|---|---|---|---|---|---|---|---|---|\n");
    for (Scenario scenario : scenarios) {
      page.append(row(scenario)).append('\n');
    }
    if (!oneThread.isEmpty()) {
      page.append(
          String.format(
              Locale.ROOT,
              "%nMemory was read at %.1f GB/s by one thread, %.1f by two (medians; best %.1f).%n",
              Numbers.median(oneThread),
              Numbers.median(twoThreads),
              best()));
      if (scenarios.contains(Scenario.named("decode"))) {
        page.append(share("ours", us, true)).append(share("peer", them, false));
      }
    }
    System.out.print(page);
    Files.writeString(
        out.resolve("engine.md"), page, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private String row(Scenario scenario) {
    List<Pair> all = done.stream().filter(pair -> pair.scenario().equals(scenario)).toList();
    List<Double> ratios = all.stream().map(Pair::ratio).sorted().toList();
    List<Double> quiet = all.stream().filter(Pair::quiet).map(Pair::ratio).toList();
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %.1f | %.2f | %.1f | %.2f | %.2f–%.2f | %d | %s | %s |",
        scenario.name(),
        Numbers.median(all.stream().map(pair -> pair.ours().number("step_ms")).toList()),
        Numbers.median(all.stream().map(pair -> pair.ours().number("tokens_per_s")).toList()),
        Numbers.median(all.stream().map(pair -> pair.peer().number("step_ms")).toList()),
        Numbers.median(all.stream().map(pair -> pair.peer().number("tokens_per_s")).toList()),
        Numbers.median(ratios),
        ratios.getFirst(),
        ratios.getLast(),
        quiet.size(),
        quiet.isEmpty() ? "–" : shown(Numbers.median(quiet)),
        shown(Numbers.median(all.stream().map(Pair::ratioOfWork).toList())));
  }

  private static String shown(double ratio) {
    return Double.isNaN(ratio) ? "–" : String.format(Locale.ROOT, "%.2f", ratio);
  }

  private double best() {
    double best = 0;
    for (int i = 0; i < oneThread.size(); i++) {
      best = Math.max(best, Math.max(oneThread.get(i), twoThreads.get(i)));
    }
    return best;
  }

  /** How much of the best read speed a single stream's weights come to. */
  private String share(String role, Line ready, boolean first) {
    if (!ready.has("bytes_per_token")) {
      return "";
    }
    List<Double> speeds =
        done.stream()
            .filter(pair -> pair.scenario().name().equals("decode"))
            .map(pair -> (first ? pair.ours() : pair.peer()).number("tokens_per_s"))
            .toList();
    double read = Numbers.median(speeds) * ready.number("bytes_per_token") / 1e9;
    return String.format(
        Locale.ROOT,
        "The single stream of %s reads %.1f GB/s of weights, %.0f %% of that best.%n",
        role,
        read,
        100 * read / best());
  }
}
