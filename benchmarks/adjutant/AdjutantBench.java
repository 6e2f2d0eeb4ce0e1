import ai.adjutant.chassis.settings.DataSize;
import ai.adjutant.inference.engine.EngineInfo;
import ai.adjutant.inference.engine.EngineSettings;
import ai.adjutant.inference.engine.Generation;
import ai.adjutant.inference.engine.GenerationEvent;
import ai.adjutant.inference.engine.GenerationOptions;
import ai.adjutant.inference.engine.LanguageModel;
import ai.adjutant.inference.engine.Prompt;
import ai.adjutant.inference.model.ModelDirectory;
import ai.adjutant.inference.model.ModelSpec;
import ai.adjutant.inference.runtime.ExecutionProvider;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.runtime.RuntimeSettings;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Our side of benchmarks/engine: the whole engine — queue, scheduler, graph, sampling, stream — in
 * this process, measured where its reader sees the tokens.
 *
 * <pre>
 * java -cp 'standalone/target/lib/*' benchmarks/adjutant/AdjutantBench.java MODEL_DIRECTORY [THREADS [SLOTS]]
 * </pre>
 */
public final class AdjutantBench {
  private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":\\s*\"?([\\w.]+)\"?");
  private static final long SEED = 7;

  /** Tokens that a stream may decode before the last one joins it. */
  private static final int DECODE_SLACK = 400;

  private final LanguageModel model;
  private final int vocabulary;

  /** Tokens that each stream of a scenario had answered when the last one joined. */
  private final Map<String, int[]> leads = new HashMap<>();

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
            OnnxRuntime.load(
                new RuntimeSettings(
                    nativeFolder,
                    ExecutionProvider.CPU,
                    Boolean.getBoolean("adjutant.adaptive-threads"))),
            nativeFolder,
            new EngineSettings(
                OptionalInt.of(threads),
                slots,
                64,
                DataSize.ofMebibytes(1024),
                Boolean.getBoolean("adjutant.byte-cache"),
                !Boolean.getBoolean("adjutant.runtime-attention"),
                Boolean.getBoolean("adjutant.adaptive-threads")),
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

  /** A moment and the processor time that this process had taken until then. */
  private record Mark(long nanos, long cpuNanos) {
    static Mark now() {
      return new Mark(System.nanoTime(), cpu());
    }

    private static long cpu() {
      return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
  }

  /**
   * What all streams of a pass do at the same time: from the moment the last of them has its first
   * token until the first has had its fill. Streams that decode go on until then.
   */
  private static final class Together {
    private final Scenario scenario;
    private final AtomicInteger missing;
    private final AtomicIntegerArray answered;
    private final int[] lead;
    private volatile Mark begun = Mark.now();
    private volatile Mark ended = begun;

    Together(Scenario scenario) {
      this.scenario = scenario;
      missing = new AtomicInteger(scenario.streams());
      answered = new AtomicIntegerArray(scenario.streams());
      lead = new int[scenario.streams()];
    }

    boolean decoding() {
      return scenario.kind().equals("DECODE");
    }

    int tokensMax() {
      return switch (scenario.kind()) {
        case "PREFILL" -> 1;
        case "DECODE" -> scenario.fresh() + DECODE_SLACK;
        default -> scenario.fresh();
      };
    }

    void answered(int stream) {
      if (answered.getAndIncrement(stream) == 0 && missing.decrementAndGet() == 0 && decoding()) {
        begun = Mark.now();
        Arrays.setAll(lead, answered::get);
      }
    }

    boolean all() {
      return missing.get() == 0;
    }

    synchronized void enough() {
      // Decoding ends with the first that has enough, all else with the last.
      if (!decoding() || ended.nanos() <= begun.nanos()) {
        ended = Mark.now();
      }
    }
  }

  /**
   * Streams that decode, alone at first and then while another prompt of the scenario's length
   * comes in; each told by its own gaps between tokens.
   */
  private String longPrompt(Scenario scenario) throws InterruptedException, ExecutionException {
    List<Double> before = new ArrayList<>();
    List<Double> during = new ArrayList<>();
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      AtomicBoolean over = new AtomicBoolean();
      AtomicLong entered = new AtomicLong(Long.MAX_VALUE);
      CountDownLatch warm = new CountDownLatch(scenario.streams() * scenario.fresh());
      List<Future<long[]>> streams = new ArrayList<>();
      for (int i = 0; i < scenario.streams(); i++) {
        Generation stream = generate(prompt(64, i), 4_000);
        streams.add(readers.submit(() -> times(stream, over, warm)));
      }
      warm.await();
      Generation intruder = generate(prompt(scenario.prompt(), 50), 1);
      entered.set(System.nanoTime());
      while (!(intruder.next() instanceof GenerationEvent.Text)) {}
      long left = System.nanoTime();
      over.set(true);
      for (Future<long[]> stream : streams) {
        long[] times = stream.get();
        // The first half warms up.
        for (int i = scenario.fresh() / 2; i < times.length; i++) {
          double gap = (times[i] - times[i - 1]) / 1e6;
          if (times[i] < entered.get()) {
            before.add(gap);
          } else if (times[i] <= left) {
            during.add(gap);
          }
        }
      }
      double[] quiet = before.stream().mapToDouble(Double::doubleValue).toArray();
      double[] beside = during.stream().mapToDouble(Double::doubleValue).toArray();
      return String.format(
          Locale.ROOT,
          "{\"scenario\":\"%s\",\"alone_p50\":%.2f,\"alone_p99\":%.2f,\"beside_p50\":%.2f,"
              + "\"beside_p99\":%.2f,\"ratio\":%.2f,\"prompt_ms\":%.0f,\"gaps\":%d}",
          scenario.name(),
          at(quiet, .5),
          at(quiet, .99),
          at(beside, .5),
          at(beside, .99),
          at(beside, .99) / at(quiet, .5),
          (left - entered.get()) / 1e6,
          beside.length);
    }
  }

  private static long[] times(Generation stream, AtomicBoolean over, CountDownLatch warm)
      throws InterruptedException {
    long[] times = new long[8_000];
    int count = 0;
    while (!over.get() && stream.next() instanceof GenerationEvent.Text text) {
      long now = System.nanoTime();
      for (int i = 0; i < text.tokens().size(); i++) {
        times[count++] = now;
        warm.countDown();
      }
    }
    stream.cancel();
    return Arrays.copyOf(times, count);
  }

  private String run(Scenario scenario) throws InterruptedException, ExecutionException {
    if (scenario.kind().equals("LONG")) {
      return longPrompt(scenario);
    }
    EngineInfo before = model.info();
    Together together = new Together(scenario);
    int[] lead =
        leads.getOrDefault(scenario.name() + scenario.streams(), new int[scenario.streams()]);
    List<Times> streams = new ArrayList<>();
    // A prefill is repeated: one request after the other.
    int rounds = scenario.kind().equals("PREFILL") ? scenario.fresh() : 1;
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < rounds; round++) {
        List<Future<Times>> futures = new ArrayList<>();
        for (int i = 0; i < scenario.streams(); i++) {
          int stream = i;
          // A stream that decodes before the others join starts shorter, so that all stand at the
          // scenario's length then; the pass before tells by how much.
          int length = Math.max(1, scenario.prompt() - lead[i]);
          List<Integer> prompt = prompt(length, i + 100L * round);
          futures.add(readers.submit(() -> read(prompt, stream, together)));
        }
        for (Future<Times> future : futures) {
          streams.add(future.get());
        }
      }
    }
    leads.put(scenario.name() + scenario.streams(), together.lead);
    Mark begun = together.begun;
    Mark ended = together.ended;
    double wallMillis = (ended.nanos() - begun.nanos()) / 1e6;
    double[] steps = steps(scenario, streams, begun.nanos(), ended.nanos());
    double median = at(steps, .5);
    double perSecond =
        switch (scenario.kind()) {
          case "DECODE" -> 1_000 * scenario.streams() / median;
          case "PREFILL" -> 1_000 * scenario.prompt() / median;
          default -> 1_000.0 * scenario.streams() * scenario.fresh() / wallMillis;
        };
    EngineInfo after = model.info();
    double overhead = after.overheadSeconds() - before.overheadSeconds();
    double graph = after.graphSeconds() - before.graphSeconds();
    double[] firsts =
        streams.stream().mapToDouble(s -> (s.tokens()[0] - s.submitted()) / 1e6).toArray();
    return String.format(
        Locale.ROOT,
        "{\"scenario\":\"%s\",\"steps\":%d,\"step_ms\":%.3f,\"step_ms_p10\":%.3f,\"step_ms_p90\":%.3f,"
            + "\"step_ms_p99\":%.3f,\"wall_ms\":%.1f,\"tokens_per_s\":%.2f,\"cpu_ms\":%.1f,"
            + "\"first_token_ms\":%.1f,\"overhead_share\":%.4f,\"mean_batch\":%.2f}",
        scenario.name(),
        steps.length / scenario.streams(),
        median,
        at(steps, .1),
        at(steps, .9),
        at(steps, .99),
        wallMillis,
        perSecond,
        (ended.cpuNanos() - begun.cpuNanos()) / 1e6,
        at(firsts, .5),
        overhead / (overhead + graph),
        (after.decodeRows() - before.decodeRows())
            / Math.max(1.0, after.decodeSteps() - before.decodeSteps()));
  }

  private List<Integer> prompt(int length, long seed) {
    return new Random(SEED + seed).ints(length, 300, vocabulary).boxed().toList();
  }

  private Generation generate(List<Integer> prompt, int tokens) {
    return model.generate(
        new Prompt.Ids(prompt),
        new GenerationOptions(
            new Sampling(0, 0, 0, 1),
            tokens,
            List.of(),
            Boolean.getBoolean("deterministic"),
            GenerationOptions.LongPrompt.REFUSE,
            Duration.ofMinutes(30)));
  }

  private Times read(List<Integer> prompt, int stream, Together together)
      throws InterruptedException {
    int tokens = together.tokensMax();
    long submitted = System.nanoTime();
    Generation generation = generate(prompt, tokens);
    long[] times = new long[tokens];
    int count = 0;
    int overlapping = 0;
    while (overlapping <= together.scenario.fresh()) {
      switch (generation.next()) {
        case GenerationEvent.Text text -> {
          long now = System.nanoTime();
          for (int i = 0; i < text.tokens().size(); i++) {
            together.answered(stream);
            times[count++] = now;
            overlapping += together.decoding() && together.all() ? 1 : 0;
          }
        }
        case GenerationEvent.Finished finished -> {
          together.enough();
          return new Times(submitted, Arrays.copyOf(times, count));
        }
      }
    }
    together.enough();
    generation.cancel();
    return new Times(submitted, Arrays.copyOf(times, count));
  }

  /** Times of the steps in which all streams decode; of a prefill the time to its token. */
  private static double[] steps(Scenario scenario, List<Times> streams, long begun, long ended) {
    if (scenario.kind().equals("PREFILL")) {
      return streams.stream().mapToDouble(s -> (s.tokens()[0] - s.submitted()) / 1e6).toArray();
    }
    List<Double> gaps = new ArrayList<>();
    for (Times stream : streams) {
      for (int i = 1; i < stream.tokens().length; i++) {
        if (stream.tokens()[i - 1] >= begun && stream.tokens()[i] <= ended) {
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
}
