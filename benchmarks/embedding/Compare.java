import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Embeds the same texts by Adjutant and by LangChain4j, in turn, in two processes that stay: {@code Compare.java
 * OUR_CLASS_PATH PEER_CLASS_PATH BEIR_SET PAIRS THREADS OUT}. The peer takes the processors it wants.
 */
final class Compare {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WORDS_A_CHUNK = 150; // some 200 tokens
  private static final int CHUNKS = 2_048;
  private static final int CHUNKS_A_ROUND = 64;
  private static final int QUIET = 40;
  private static final int LOADED = 40;

  private Compare() {}

  /** What one side did in one pair. */
  record Round(
      double chunksPerSecond, double chunksPerProcessorSecond, double[] quiet, double[] loaded, double loadedChunksPerSecond) {
    static double quantile(double[] times, double share) {
      double[] sorted = times.clone();
      Arrays.sort(sorted);
      return sorted[(int) Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
    }

    double quietMedian() {
      return quantile(quiet, .5);
    }

    double quietTail() {
      return quantile(quiet, .95);
    }

    double loadedTail() {
      return quantile(loaded, .95);
    }
  }

  /** A side's process. */
  static final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final PrintWriter in;

    Child(List<String> command) throws IOException {
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
      process = builder.start();
      out = process.inputReader(StandardCharsets.UTF_8);
      in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
      for (String line = out.readLine(); !"ready".equals(line); line = out.readLine()) {
        if (line == null) {
          throw new IOException("ended before it was ready: " + command);
        }
      }
    }

    double[] ask(String command) throws IOException {
      in.println(command);
      String answer = out.readLine();
      if (answer == null) {
        throw new IOException("ended at: " + command);
      }
      return Stream.of(answer.trim().split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    Round round(int number) throws IOException {
      int from = number * CHUNKS_A_ROUND % (CHUNKS - CHUNKS_A_ROUND);
      double before = processorSeconds();
      double seconds = ask("bulk " + from + " " + (from + CHUNKS_A_ROUND))[0];
      double used = processorSeconds() - before;
      double[] quiet = ask("quiet " + QUIET + " " + number);
      double[] loaded = ask("loaded " + LOADED + " " + number);
      return new Round(
          CHUNKS_A_ROUND / seconds,
          CHUNKS_A_ROUND / used,
          quiet,
          Arrays.copyOfRange(loaded, 1, loaded.length),
          loaded[0]);
    }

    private double processorSeconds() {
      return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    @Override
    public void close() {
      in.close();
      process.onExit().join();
    }
  }

  public static void main(String[] args) throws IOException {
    Path work = Files.createTempDirectory("embedding");
    Path chunks = work.resolve("chunks.txt");
    Path questions = work.resolve("questions.txt");
    Files.write(chunks, chunks(Path.of(args[2]).resolve("corpus.jsonl")));
    Files.write(questions, lines(Path.of(args[2]).resolve("queries.jsonl"), "text"));
    int pairs = Integer.parseInt(args[3]);
    List<Round> ours = new ArrayList<>();
    List<Round> peers = new ArrayList<>();
    try (Child our = new Child(command("Ours.java", args[0], chunks, questions, args[4], work.resolve("natives")));
        Child peer = new Child(command("Peer.java", args[1], chunks, questions))) {
      double likeness = cosine(our.ask("vector 0 0"), peer.ask("vector 0 0"));
      System.out.printf(Locale.ROOT, "cosine of both vectors of one chunk: %.6f%n", likeness);
      our.round(0); // warm
      peer.round(0);
      for (int pair = 1; pair <= pairs; pair++) {
        ours.add(our.round(pair));
        peers.add(peer.round(pair));
        System.out.printf(
            Locale.ROOT,
            "pair %d: chunks/s %.1f | %.1f = %.2fx, a processor second %.2fx   load average %s%n",
            pair,
            ours.getLast().chunksPerSecond(),
            peers.getLast().chunksPerSecond(),
            ours.getLast().chunksPerSecond() / peers.getLast().chunksPerSecond(),
            ours.getLast().chunksPerProcessorSecond() / peers.getLast().chunksPerProcessorSecond(),
            Files.readString(Path.of("/proc/loadavg")).trim());
      }
    }
    report(ours, peers, Path.of(args[5]));
  }

  private static List<String> command(String program, String classPath, Object... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                Path.of(System.getProperty("embedding.folder", ".")).resolve(program).toString()));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    return command;
  }

  private static void report(List<Round> ours, List<Round> peers, Path out) throws IOException {
    ObjectNode report = JSON.createObjectNode();
    System.out.printf("%-46s %10s %10s %8s%n", "median over pairs", "ours", "peer", "ratio");
    line(report, "chunks_per_second", ours, peers, Round::chunksPerSecond);
    line(report, "chunks_per_processor_second", ours, peers, Round::chunksPerProcessorSecond);
    line(report, "question_p50_ms", ours, peers, Round::quietMedian);
    line(report, "question_p95_ms", ours, peers, Round::quietTail);
    line(report, "question_p95_ms_under_load", ours, peers, Round::loadedTail);
    line(report, "question_p95_under_load_over_quiet", ours, peers, r -> r.loadedTail() / r.quietTail());
    line(report, "chunks_per_second_beside_questions", ours, peers, Round::loadedChunksPerSecond);
    report.put("processors", Runtime.getRuntime().availableProcessors());
    Files.writeString(out, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n");
    System.out.println("written to " + out);
  }

  private static void line(
      ObjectNode report, String name, List<Round> ours, List<Round> peers, ToDoubleFunction<Round> figure) {
    double[] our = ours.stream().mapToDouble(figure).toArray();
    double[] peer = peers.stream().mapToDouble(figure).toArray();
    double[] ratios = new double[our.length];
    Arrays.setAll(ratios, i -> our[i] / peer[i]);
    ObjectNode node = report.putObject(name);
    put(node.putArray("ours"), our);
    put(node.putArray("peer"), peer);
    put(node.putArray("ratios"), ratios);
    node.put("ratio", Round.quantile(ratios, .5));
    System.out.printf(
        Locale.ROOT,
        "%-46s %10.2f %10.2f %8.2f%n",
        name,
        Round.quantile(our, .5),
        Round.quantile(peer, .5),
        Round.quantile(ratios, .5));
  }

  private static void put(ArrayNode array, double[] values) {
    Arrays.stream(values).forEach(array::add);
  }

  private static double cosine(double[] left, double[] right) {
    double dot = 0;
    double a = 0;
    double b = 0;
    for (int i = 0; i < left.length; i++) {
      dot += left[i] * right[i];
      a += left[i] * left[i];
      b += right[i] * right[i];
    }
    return dot / Math.sqrt(a * b);
  }

  private static List<String> chunks(Path corpus) throws IOException {
    List<String> chunks = new ArrayList<>();
    for (String text : lines(corpus, "text")) {
      String[] words = text.split("\\s+");
      for (int from = 0; from + WORDS_A_CHUNK <= words.length && chunks.size() < CHUNKS; from += WORDS_A_CHUNK) {
        chunks.add(String.join(" ", Arrays.copyOfRange(words, from, from + WORDS_A_CHUNK)));
      }
    }
    if (chunks.size() < CHUNKS) {
      throw new IOException(corpus + " gives " + chunks.size() + " chunks, not " + CHUNKS);
    }
    return chunks;
  }

  private static List<String> lines(Path file, String field) throws IOException {
    List<String> texts = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode record = JSON.readTree(line);
      texts.add(record.path(field).asText().replaceAll("\\s+", " ").trim());
    }
    return texts;
  }
}
