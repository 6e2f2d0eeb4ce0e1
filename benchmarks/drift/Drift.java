package ai.adjutant.inference.engine;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.inference.model.ModelDirectory;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.sample.Sampler;
import ai.adjutant.inference.sample.SamplerScratch;
import ai.adjutant.onnx.decoder.CacheFormat;
import ai.adjutant.onnx.decoder.Precision;
import ai.adjutant.onnx.synth.NamedShape;
import ai.adjutant.onnx.synth.SyntheticModel;
import ai.adjutant.onnx.testing.Llama2cCheckpoint;
import ai.adjutant.onnx.testing.Llama2cTokenizer;
import ai.adjutant.onnx.testing.ReferenceDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How far computing the same thing in another way changes what a model says: {@code
 * benchmarks/drift/run} says how to call it.
 */
public final class Drift {
  private static final long SEED = 11;
  private static final int ROWS = 8;

  private final OnnxRuntime runtime;
  private final Path work;

  private Drift(Path work) {
    this.work = work;
    runtime = OnnxRuntime.load(work.resolve("native"));
  }

  public static void main(String[] arguments) throws IOException {
    Path work = Files.createDirectories(Path.of(arguments[0]));
    Drift drift = new Drift(work);
    switch (arguments[1]) {
      case "exports" -> drift.exports(NamedShape.of(arguments[2]));
      case "stories" -> drift.stories(Path.of(arguments[2]));
      case "rows" -> drift.rows(Path.of(arguments[2]), Integer.parseInt(arguments[3]));
      case "cost" -> drift.cost(Path.of(arguments[2]));
      default -> throw new IllegalArgumentException("no measure " + arguments[1]);
    }
  }

  /** An export: how its weights are stored. */
  private record Export(String name, Precision precision) {
    static final List<Export> ALL =
        List.of(
            new Export("8 bits, block 32", Precision.of(8, 32)),
            new Export("8 bits, block 128", Precision.of(8, 128)),
            new Export("8 bits, whole rows", Precision.of(8, Precision.ROW)),
            new Export("4 bits, block 32, level 0", Precision.of(4, 32).withAccuracyLevel(0)),
            new Export("4 bits, block 32", Precision.of(4, 32)),
            new Export("4 bits, block 32, 8-bit head", Precision.of(4, 32).withHeadBits(8)),
            new Export("4 bits, block 128, level 0", Precision.of(4, 128).withAccuracyLevel(0)),
            new Export("4 bits, block 128", Precision.of(4, 128)));
  }

  @FunctionalInterface
  private interface Writer {
    void write(Path folder, Precision precision) throws IOException;
  }

  private void exports(NamedShape shape) throws IOException {
    long[] text = new Random(SEED).longs(128, 300, shape.shape().vocabulary()).toArray();
    compare(
        shape.name(),
        List.of(text),
        Export.ALL,
        (folder, precision) -> {
          SyntheticModel.write(folder, shape, precision, SEED);
        });
  }

  /** The stories that the model itself tells at 32 bits, of different beginnings. */
  private void stories(Path folder) throws IOException {
    Llama2cCheckpoint checkpoint = Llama2cCheckpoint.read(folder.resolve("stories260K.bin"));
    Llama2cTokenizer tokenizer =
        Llama2cTokenizer.read(folder.resolve("tok512.bin"), checkpoint.shape().vocabulary());
    Writer writer = (target, precision) -> checkpoint.write(target, precision, tokenizer);
    List<long[]> texts = new ArrayList<>();
    Path whole = work.resolve(folder("stories260K, real weights", "32"));
    if (!Files.exists(whole)) {
      writer.write(whole, Precision.of(32, 32));
    }
    try (Decoder decoder = open(whole)) {
      for (int first = 300; first < 332; first++) {
        texts.add(story(decoder, first, 200));
      }
    }
    compare("stories260K, real weights", texts, Export.ALL, writer);
    // A story that is not compared says how large the cached keys and values get.
    ReferenceDecoder calibration = new ReferenceDecoder(checkpoint.shape(), checkpoint);
    try (Decoder decoder = open(whole)) {
      for (long token : story(decoder, 332, 200)) {
        calibration.next((int) token);
      }
    }
    CacheFormat bytes = calibration.scales(.1);
    compare(
        "stories260K, real weights",
        texts,
        List.of(
            new Export("32 bits, KV cache in bytes", Precision.of(32, 32)),
            new Export("8 bits, block 32, KV cache in bytes", Precision.of(8, 32))),
        (target, precision) -> checkpoint.write(target, precision, bytes, tokenizer));
  }

  private static long[] story(Decoder decoder, long first, int length) {
    long[] text = new long[length];
    text[0] = 1;
    text[1] = first;
    int slot = decoder.begin();
    decoder.prefill(slot, text, 0, 2, Decoder.LogitsMode.LAST);
    float[] logits = new float[decoder.info().vocabularySize()];
    for (int i = 2; i < length; i++) {
      decoder.logits(0, logits);
      text[i] = largest(logits);
      decoder.decode(new int[] {slot}, new long[] {text[i]}, 1, false);
    }
    decoder.end(slot);
    return text;
  }

  private void compare(String name, List<long[]> texts, List<Export> exports, Writer writer)
      throws IOException {
    System.out.printf("%n### %s%n%n", name);
    System.out.println(
        "| export | max abs(logit - fp32) | mean | greedy tokens changed | fp32 margin where"
            + " changed, median | loss | ms/token |");
    System.out.println("|---|---|---|---|---|---|---|");
    Path whole = work.resolve(folder(name, "32"));
    if (!Files.exists(whole)) {
      writer.write(whole, Precision.of(32, 32));
    }
    List<float[]> exact = logits(whole, texts).rows();
    System.out.printf(Locale.ROOT, "| 32 bits | | | | | %.4f | |%n", loss(exact, texts));
    for (Export export : exports) {
      Path folder = work.resolve(folder(name, export.name()));
      if (!Files.exists(folder)) {
        writer.write(folder, export.precision());
      }
      Computed computed = logits(folder, texts);
      Difference difference = new Difference();
      for (int row = 0; row < exact.size(); row++) {
        difference.add(exact.get(row), computed.rows().get(row));
      }
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %.4f | %.1f |%n",
          export.name(),
          difference,
          loss(computed.rows(), texts),
          computed.millis());
    }
  }

  /** Mean negative log-probability of the texts' own next tokens, in nats. */
  private static double loss(List<float[]> rows, List<long[]> texts) {
    SamplerScratch scratch = new SamplerScratch(rows.getFirst().length);
    double sum = 0;
    int count = 0;
    int row = 0;
    for (long[] text : texts) {
      for (int i = 0; i < text.length; i++, row++) {
        if (i + 1 < text.length) {
          sum -= Sampler.logProbability(rows.get(row), (int) text[i + 1], scratch);
          count++;
        }
      }
    }
    return sum / count;
  }

  private static String folder(String name, String export) {
    return (name + "-" + export).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  /** Logits of each position of the texts, and milliseconds a token. */
  private record Computed(List<float[]> rows, double millis) {}

  private Computed logits(Path folder, List<long[]> texts) {
    List<float[]> rows = new ArrayList<>();
    long nanos;
    try (Decoder decoder = open(folder)) {
      for (long[] text : texts) {
        int slot = decoder.begin();
        for (int from = 0; from < text.length; ) {
          int count = Math.min(decoder.info().rowsMax(), text.length - from);
          decoder.prefill(slot, text, from, count, Decoder.LogitsMode.ALL);
          for (int row = 0; row < count; row++) {
            rows.add(row(decoder, row));
          }
          from += count;
        }
        decoder.end(slot);
      }
      nanos = decoder.graphNanos();
    }
    return new Computed(rows, nanos / 1e6 / rows.size());
  }

  /**
   * The same sequences decoded together, and each by itself with the tokens chosen there; then
   * prompts taken in at once and by parts.
   */
  private void rows(Path directory, int steps) {
    Difference difference = new Difference();
    List<float[]> together = new ArrayList<>();
    long[][] chosen = new long[ROWS][steps];
    long[][] prompts = new long[ROWS][];
    try (Decoder decoder = open(directory)) {
      int vocabulary = decoder.info().vocabularySize();
      int[] slots = new int[ROWS];
      long[] tokens = new long[ROWS];
      for (int row = 0; row < ROWS; row++) {
        prompts[row] = new Random(SEED + row).longs(32, 300, vocabulary).toArray();
        slots[row] = begin(decoder, prompts[row]);
        tokens[row] = largest(row(decoder, 0));
      }
      for (int step = 0; step < steps; step++) {
        for (int row = 0; row < ROWS; row++) {
          chosen[row][step] = tokens[row];
        }
        decoder.decode(slots, tokens, ROWS, false);
        for (int row = 0; row < ROWS; row++) {
          float[] logits = row(decoder, row);
          together.add(logits);
          tokens[row] = largest(logits);
        }
      }
      for (int slot : slots) {
        decoder.end(slot);
      }
      for (int row = 0; row < ROWS; row++) {
        int slot = begin(decoder, prompts[row]);
        for (int step = 0; step < steps; step++) {
          decoder.decode(new int[] {slot}, new long[] {chosen[row][step]}, 1, false);
          difference.add(row(decoder, 0), together.get(step * ROWS + row));
        }
        decoder.end(slot);
      }
    }
    System.out.printf("%n### %s%n%n", directory.getFileName());
    System.out.println(
        "| | max abs(logit difference) | mean | greedy tokens changed | margin where changed,"
            + " median |");
    System.out.println("|---|---|---|---|---|");
    System.out.printf("| %d rows together against one alone | %s |%n", ROWS, difference);
    for (int chunk : new int[] {1, 16, 50}) {
      System.out.printf(
          "| prompts in chunks of %d against in one | %s |%n", chunk, chunks(directory, chunk));
    }
  }

  /** The logits after prompts of 100 tokens, and after some more that are decoded one by one. */
  private Difference chunks(Path directory, int chunk) {
    Difference difference = new Difference();
    try (Decoder decoder = open(directory)) {
      for (int sequence = 0; sequence < 2 * ROWS; sequence++) {
        long[] text =
            new Random(SEED + sequence).longs(108, 300, decoder.info().vocabularySize()).toArray();
        List<float[]> whole = after(decoder, text, 100, 100);
        List<float[]> parts = after(decoder, text, 100, chunk);
        for (int i = 0; i < whole.size(); i++) {
          difference.add(whole.get(i), parts.get(i));
        }
      }
    }
    return difference;
  }

  private static List<float[]> after(Decoder decoder, long[] text, int prompt, int chunk) {
    int slot = decoder.begin();
    for (int from = 0; from < prompt; from += chunk) {
      int count = Math.min(chunk, prompt - from);
      decoder.prefill(slot, text, from, count, Decoder.LogitsMode.LAST);
    }
    List<float[]> logits = new ArrayList<>(List.of(row(decoder, 0)));
    for (int i = prompt; i < text.length; i++) {
      decoder.decode(new int[] {slot}, new long[] {text[i]}, 1, false);
      logits.add(row(decoder, 0));
    }
    decoder.end(slot);
    return logits;
  }

  /** What chunks of prompts take, by their length and by what stands before them. */
  private void cost(Path directory) {
    int[] counts = {1, 2, 4, 8, 16, 32, 64};
    try (Decoder decoder = open(directory)) {
      long[] text = new Random(SEED).longs(4_000, 300, decoder.info().vocabularySize()).toArray();
      for (int past : new int[] {0, 2_000, 4_000}) {
        int slot = decoder.begin();
        for (int from = 0; from < past; from += 64) {
          decoder.prefill(slot, text, from, Math.min(64, past - from), Decoder.LogitsMode.NONE);
        }
        StringBuilder line = new StringBuilder("tokens = ms behind " + past + ":");
        for (int count : counts) {
          line.append(
              String.format(Locale.ROOT, " %d = %.1f", count, millis(decoder, slot, text, count)));
        }
        System.out.println(line);
        decoder.end(slot);
      }
    }
  }

  /** Median of three chunks; what stands before them grows by them. */
  private static double millis(Decoder decoder, int slot, long[] text, int count) {
    double[] millis = new double[3];
    for (int i = 0; i < millis.length; i++) {
      long start = System.nanoTime();
      decoder.prefill(slot, text, 0, count, Decoder.LogitsMode.NONE);
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    return millis[1];
  }

  private static int begin(Decoder decoder, long[] prompt) {
    int slot = decoder.begin();
    decoder.prefill(slot, prompt, 0, prompt.length, Decoder.LogitsMode.LAST);
    return slot;
  }

  private Decoder open(Path folder) {
    return GraphDecoders.open(
        ModelDirectory.read(folder),
        runtime,
        Schema.with(new EngineSettings(2, ROWS, 8, 1L << 30), "int8KvCache", true));
  }

  private static float[] row(Decoder decoder, int row) {
    float[] logits = new float[decoder.info().vocabularySize()];
    decoder.logits(row, logits);
    return logits;
  }

  private static int largest(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }

  /** Differences of rows of logits. */
  private static final class Difference {
    private double most;
    private double sum;
    private long values;
    private long rows;
    private final List<Double> margins = new ArrayList<>();

    void add(float[] exact, float[] other) {
      for (int i = 0; i < exact.length; i++) {
        double difference = Math.abs(exact[i] - other[i]);
        most = Math.max(most, difference);
        sum += difference;
      }
      values += exact.length;
      rows++;
      int best = largest(exact);
      if (largest(other) != best) {
        double second = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < exact.length; i++) {
          second = i == best ? second : Math.max(second, exact[i]);
        }
        margins.add(exact[best] - second);
      }
    }

    @Override
    public String toString() {
      margins.sort(null);
      return String.format(
          Locale.ROOT,
          "%.2g | %.2g | %d of %d (%.2f %%) | %s",
          most,
          sum / values,
          margins.size(),
          rows,
          100.0 * margins.size() / rows,
          margins.isEmpty()
              ? "–"
              : String.format(Locale.ROOT, "%.4f", margins.get(margins.size() / 2)));
    }
  }
}
