import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * llama.cpp measured, one JSON line a pass: {@code java --enable-native-access=ALL-UNNAMED
 * LlamaBench.java --model FILE [--library DIRECTORY] [--threads 2] [--batch 512] [--unified]
 * [--no-pool] [--warm-up 4] [--passes 3] [--scenarios decode,serve8] [--steps N] [--log FILE]
 * [--wait-for-go]}. With {@code --wait-for-go} it speaks the protocol of {@code benchmarks/engine};
 * otherwise it runs the scenarios in turn.
 */
final class LlamaBench {
  private static final int STREAMS = 8;

  /** Tokens a stream can hold: the longest scenario, rounded to what llama.cpp wants. */
  private static final int CONTEXT = 768;

  private Path library = Path.of("target/benchmarks/llama/lib");
  private Path model = Path.of("");
  private Path log = Path.of("target/benchmarks/llama/llama.log");
  private int threads = 2;
  private int batch = 512;
  private int warmUp = 4;
  private int passes = 3;
  private int steps;
  private boolean unified;
  private boolean pool = true;
  private boolean waiting;
  private List<Scenario> scenarios = Scenario.ALL;

  private LlamaBench() {}

  public static void main(String[] args) throws IOException {
    new LlamaBench().read(args).run();
  }

  private LlamaBench read(String[] args) {
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--unified" -> unified = true;
        case "--no-pool" -> pool = false;
        case "--wait-for-go" -> waiting = true;
        default -> {
          String value = i + 1 < args.length ? args[i + 1] : "";
          switch (args[i++]) {
            case "--model" -> model = Path.of(value);
            case "--library" -> library = Path.of(value);
            case "--log" -> log = Path.of(value);
            case "--threads" -> threads = Integer.parseInt(value);
            case "--batch" -> batch = Integer.parseInt(value);
            case "--warm-up" -> warmUp = Integer.parseInt(value);
            case "--passes" -> passes = Integer.parseInt(value);
            case "--steps" -> steps = Integer.parseInt(value);
            case "--scenarios" -> scenarios = named(value);
            default -> throw new IllegalArgumentException("unknown option " + args[i - 1]);
          }
        }
      }
    }
    return this;
  }

  private static List<Scenario> named(String names) {
    List<Scenario> found = new ArrayList<>();
    for (String name : names.split(",")) {
      found.add(Scenario.named(name));
    }
    return found;
  }

  private void run() throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    Llama.Settings settings =
        new Llama.Settings(library, model, threads, STREAMS, CONTEXT, batch, unified, pool);
    try (PrintStream logging =
            new PrintStream(Files.newOutputStream(log), true, StandardCharsets.UTF_8);
        Llama llama = new Llama(settings, logging)) {
      Passes passing = new Passes(llama, STREAMS, warmUp);
      System.out.println(
          new Line()
              .with("ready", true)
              .with("engine", "llama.cpp v0.5.0")
              .with("model", model.getFileName().toString())
              .with("threads", threads)
              .with("bytes_per_token", Double.parseDouble(llama.fact("adjutant.bytes_per_token")))
              .with("system", llama.system()));
      if (waiting) {
        answer(passing);
      } else {
        for (int pass = 0; pass < passes; pass++) {
          for (Scenario scenario : scenarios) {
            System.out.println(passing.run(sized(scenario)).with("threads", threads));
          }
        }
      }
    }
  }

  private void answer(Passes passing) throws IOException {
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String request = requests.readLine(); request != null; request = requests.readLine()) {
      System.out.println(passing.run(Scenario.of(Line.parse(request))).with("threads", threads));
    }
  }

  private Scenario sized(Scenario scenario) {
    return steps == 0
        ? scenario
        : new Scenario(
            scenario.name(), scenario.kind(), scenario.streams(), scenario.prompt(), steps);
  }
}
