import ai.adjutant.inference.engine.EngineFacts;
import ai.adjutant.inference.engine.EngineSettings;
import ai.adjutant.inference.engine.Generation;
import ai.adjutant.inference.engine.GenerationEvent;
import ai.adjutant.inference.engine.GenerationOptions;
import ai.adjutant.inference.engine.LanguageModel;
import ai.adjutant.inference.engine.Prompt;
import ai.adjutant.inference.model.ModelDirectory;
import ai.adjutant.inference.model.ModelSpec;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.sample.Sampling;
import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Our side of benchmarks/engine: the whole engine — queue, scheduler, graph, sampling, stream — in
 * this process, measured where its reader sees the tokens.
 *
 * <pre>java -cp 'standalone/target/lib/*' benchmarks/adjutant/AdjutantBench.java MODEL_DIRECTORY [THREADS [SLOTS]]</pre>
 */
public final class AdjutantBench {
  private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":\\s*\"?([\\w.]+)\"?");
  private static final long SEED = 7;

  private final LanguageModel model;
  private final int vocabulary;

  private AdjutantBench(LanguageModel model, int vocabulary) {
    this.model = model;
    this.vocabulary = vocabulary;
  }

  /** One pass as the driver asks for it. */
  private record Scenario(String name, String kind, int streams, int prompt, int fresh) {
    static Scenario parse(String line) {
      String name = "";
      String kind = "";
      int streams = 1;
      int prompt = 256;
      int fresh = 64;
      Matcher field = FIELD.matcher(line);
      while (field.find()) {
        switch (field.group(1)) {
          case "scenario" -> name = field.group(2);
          case "kind" -> kind = field.group(2);
          case "streams" -> streams = Integer.parseInt(field.group(2));
          case "prompt" -> prompt = Integer.parseInt(field.group(2));
          case "new" -> fresh = Integer.parseInt(field.group(2));
          default -> {}
        }
      }
      return new Scenario(name, kind, streams, prompt, fresh);
    }
  }

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
    int slots = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 8;
    Path nativeFolder = Files.createDirectories(Path.of("target/benchmarks/native"));
    ModelSpec spec = ModelDirectory.read(directory);
    int vocabulary = vocabulary(directory);
    try (LanguageModel model =
        LanguageModel.open(
            spec,
            OnnxRuntime.load(nativeFolder),
            nativeFolder,
            new EngineSettings(threads, slots, 64, 1L << 30),
            new SimpleMeterRegistry())) {
      System.out.printf(
          Locale.ROOT,
          "{\"ready\":true,\"engine\":\"adjutant\",\"threads\":%d,\"bytes_per_token\":%d}%n",
          threads,
          spec.files().bytes());
      System.out.flush();
      AdjutantBench bench = new AdjutantBench(model, vocabulary);
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("{")) {
          System.out.println(bench.run(Scenario.parse(line)));
          System.out.flush();
        }
      }
    }
  }

  private static int vocabulary(Path directory) throws IOException {
    Matcher size =
        Pattern.compile("\"vocab_size\"\\s*:\\s*(\\d+)")
            .matcher(Files.readString(directory.resolve("config.json")));
    return size.find() ? Integer.parseInt(size.group(1)) : 500;
  }

  /** When each token of a stream was read. */
  private record Times(long submitted, long[] tokens) {}

  private String run(Scenario scenario) throws InterruptedException, ExecutionException {
    // A prefill ends with its first token; decoding streams run long enough to overlap fully.
    int tokens =
        switch (scenario.kind()) {
          case "PREFILL" -> 1;
          default -> scenario.fresh();
        };
    EngineFacts before = model.facts();
    long cpu = cpuNanos();
    long start = System.nanoTime();
    List<Times> streams = new ArrayList<>();
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Times>> futures = new ArrayList<>();
      for (int i = 0; i < scenario.streams(); i++) {
        List<Integer> prompt =
            new Random(SEED + i).ints(scenario.prompt(), 300, vocabulary).boxed().toList();
        int longer = scenario.kind().equals("DECODE") ? 2 * (scenario.streams() - i) : 0;
        futures.add(readers.submit(() -> read(prompt, tokens + longer)));
      }
      for (Future<Times> future : futures) {
        streams.add(future.get());
      }
    }
    double wallMillis = (System.nanoTime() - start) / 1e6;
    double[] steps = steps(scenario, streams);
    double median = at(steps, .5);
    double perSecond =
        switch (scenario.kind()) {
          case "DECODE" -> 1_000 * scenario.streams() / median;
          case "PREFILL" -> 1_000 * scenario.prompt() / median;
          default -> 1_000.0 * scenario.streams() * scenario.fresh() / wallMillis;
        };
    EngineFacts after = model.facts();
    double overhead = after.overheadSeconds() - before.overheadSeconds();
    double graph = after.graphSeconds() - before.graphSeconds();
    return String.format(
        Locale.ROOT,
        "{\"scenario\":\"%s\",\"steps\":%d,\"step_ms\":%.3f,\"step_ms_p10\":%.3f,\"step_ms_p90\":%.3f,"
            + "\"wall_ms\":%.1f,\"tokens_per_s\":%.2f,\"cpu_ms\":%.1f,\"overhead_share\":%.4f,"
            + "\"mean_batch\":%.2f}",
        scenario.name(),
        steps.length,
        median,
        at(steps, .1),
        at(steps, .9),
        wallMillis,
        perSecond,
        (cpuNanos() - cpu) / 1e6,
        overhead / (overhead + graph),
        (after.decodeRows() - before.decodeRows())
            / Math.max(1.0, after.decodeSteps() - before.decodeSteps()));
  }

  private Times read(List<Integer> prompt, int tokens) throws InterruptedException {
    long submitted = System.nanoTime();
    Generation generation =
        model.generate(
            new Prompt.Ids(prompt),
            new GenerationOptions(
                new Sampling(0, 0, 0, 1),
                tokens,
                List.of(),
                Boolean.getBoolean("deterministic"),
                GenerationOptions.LongPrompt.REFUSE,
                Duration.ofMinutes(30)));
    long[] times = new long[tokens];
    int count = 0;
    while (true) {
      switch (generation.next()) {
        case GenerationEvent.Text text -> {
          long now = System.nanoTime();
          for (int i = 0; i < text.tokens().size(); i++) {
            times[count++] = now;
          }
        }
        case GenerationEvent.Finished finished -> {
          return new Times(submitted, Arrays.copyOf(times, count));
        }
      }
    }
  }

  /** Times of the steps in which all streams decode; of a prefill the time to its token. */
  private static double[] steps(Scenario scenario, List<Times> streams) {
    if (scenario.kind().equals("PREFILL")) {
      return streams.stream().mapToDouble(s -> (s.tokens()[0] - s.submitted()) / 1e6).toArray();
    }
    long allDecode = streams.stream().mapToLong(s -> s.tokens()[0]).max().orElseThrow();
    long firstEnds =
        streams.stream().mapToLong(s -> s.tokens()[s.tokens().length - 1]).min().orElseThrow();
    List<Double> gaps = new ArrayList<>();
    for (Times stream : streams) {
      for (int i = 1; i < stream.tokens().length; i++) {
        if (stream.tokens()[i - 1] >= allDecode && stream.tokens()[i] <= firstEnds) {
          gaps.add((stream.tokens()[i] - stream.tokens()[i - 1]) / 1e6);
        }
      }
    }
    return gaps.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double at(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))];
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
