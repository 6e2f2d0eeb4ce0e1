package ai.adjutant.inference.read;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.encoder.ContentDigest;
import ai.adjutant.inference.encoder.EncoderDirectory;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.tokenize.Tokenizer;
import ai.adjutant.inference.work.Client;
import ai.adjutant.inference.work.Priority;
import ai.adjutant.inference.work.WorkReason;
import ai.adjutant.inference.work.Workers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads passages with one model on the shared workers. What is read in a pair never depends on the
 * other pairs. Any thread may call; the owner closes it before the workers.
 */
public final class Reader implements AutoCloseable {
  /** Pairs of one request. */
  public static final int PAIRS_MAX = 256;

  /** Spans of one passage. */
  public static final int SPANS_MAX = 5;

  /** The architecture that the {@code config.json} of a reader names. */
  public static final String ARCHITECTURE = ReaderConfig.ARCHITECTURE;

  /** Pairs that are held as tokens at once, in windows of some 340 kB a passage at most. */
  private static final int ROUND_PAIRS = 64;

  /** Windows that wait at once; a queue is never shorter. */
  private static final int ROUND_WINDOWS = 256;

  /** Tried alone and together; of different lengths, since padding is part of the question. */
  private static final List<PassagePair> PROBES =
      List.of(
          new PassagePair("fee", "the fee is paid"),
          new PassagePair("who may end a contract", "customers may, with one month's notice"),
          new PassagePair(
              "what does an orange light mean",
              "A router whose light blinks orange has lost its line; restart it, wait, then"
                  + " call."));

  private static final Logger log = LoggerFactory.getLogger(Reader.class);

  private final ReaderInfo info;
  private final ReaderGraph graph;
  private final Tokenizer tokenizer;
  private final Client client;
  private final int threads;

  private Reader(
      ReaderInfo info, ReaderGraph graph, Tokenizer tokenizer, Client client, int threads) {
    this.info = info;
    this.graph = graph;
    this.tokenizer = tokenizer;
    this.client = client;
    this.threads = threads;
  }

  /**
   * Opens a reader's directory.
   *
   * @param name what it is called
   * @param nativeFolder where native libraries are unpacked
   * @throws AdjutantException when a file is missing or of another make, naming it
   */
  public static Reader open(
      String name, Path directory, OnnxRuntime runtime, Path nativeFolder, Workers workers) {
    EncoderDirectory files = EncoderDirectory.read(directory);
    ReaderConfig config = ReaderConfig.of(files);
    ContentDigest content = ContentDigest.of(files);
    Tokenizer tokenizer = Tokenizer.read(files.tokenizerJson(), nativeFolder);
    try {
      ReaderGraph graph = ReaderGraph.of(name, runtime.open(files.graph(), 1));
      boolean opened = false;
      try {
        ReaderInfo info =
            new ReaderInfo(
                name,
                content.digest(),
                config.length(),
                content.bytes(),
                independent(graph, tokenizer, config.length()),
                config.languages());
        Client client = workers.client("model '" + name + "'");
        opened = true;
        return new Reader(info, graph, tokenizer, client, workers.budget());
      } finally {
        if (!opened) {
          graph.close();
        }
      }
    } catch (AdjutantException e) {
      tokenizer.close();
      throw e;
    }
  }

  private static boolean independent(ReaderGraph graph, Tokenizer tokenizer, int length) {
    List<Window> windows =
        PROBES.stream()
            .map(pair -> PassageWindows.of(pair, tokenizer, length).windows().getFirst())
            .toList();
    List<WindowReading> alone =
        windows.stream().map(window -> graph.read(List.of(window), 1).getFirst()).toList();
    return graph.takesBatches() && graph.read(windows, 1).equals(alone);
  }

  /** What is known of the model. */
  public ReaderInfo info() {
    return info;
  }

  /**
   * Reads pairs, and returns one reading a pair, in their order. Of a text at least what fits half
   * a row is kept; a passage that does not fit beside it is read in overlapping windows.
   *
   * @param pairs at most {@value #PAIRS_MAX}
   * @param spansMax spans of each passage, at most {@value #SPANS_MAX}
   * @param waiting how the caller waits; where it throws, what has not begun is not run
   * @throws AdjutantException {@link WorkReason#WORK_QUEUE_FULL} when they don't fit
   */
  public List<Reading> read(
      List<PassagePair> pairs, Priority priority, int spansMax, Waiting waiting)
      throws InterruptedException {
    if (pairs.isEmpty() || pairs.size() > PAIRS_MAX || spansMax < 1 || spansMax > SPANS_MAX) {
      throw new IllegalArgumentException(pairs.size() + " pairs, " + spansMax + " spans");
    }
    List<Reading> readings = new ArrayList<>();
    for (int from = 0; from < pairs.size(); from += ROUND_PAIRS) {
      List<PassagePair> round =
          List.copyOf(pairs.subList(from, Math.min(pairs.size(), from + ROUND_PAIRS)));
      List<PassageWindows> cut =
          waiting.await(
              client.begin(
                  priority,
                  RowBatches.single(round.size()),
                  items ->
                      items.stream()
                          .map(i -> PassageWindows.of(round.get(i), tokenizer, length()))
                          .toList()));
      List<WindowReading> read = readWindows(windows(cut), priority, spansMax, waiting);
      int reached = 0;
      for (PassageWindows each : cut) {
        int next = reached + each.windows().size();
        readings.add(WindowMerge.of(read.subList(reached, next), each.truncated(), spansMax));
        reached = next;
      }
    }
    return readings;
  }

  private int length() {
    return info.contextLength();
  }

  private static List<Window> windows(List<PassageWindows> passages) {
    return passages.stream().map(PassageWindows::windows).flatMap(List::stream).toList();
  }

  private List<WindowReading> readWindows(
      List<Window> windows, Priority priority, int spansMax, Waiting waiting)
      throws InterruptedException {
    List<WindowReading> read = new ArrayList<>();
    for (int from = 0; from < windows.size(); from += ROUND_WINDOWS) {
      List<Window> round = windows.subList(from, Math.min(windows.size(), from + ROUND_WINDOWS));
      List<List<Integer>> batches =
          info.batchIndependent()
              ? RowBatches.of(round.stream().map(w -> w.row().length()).toList(), threads)
              : RowBatches.single(round.size());
      read.addAll(
          waiting.await(
              client.begin(
                  priority,
                  batches,
                  items -> graph.read(items.stream().map(round::get).toList(), spansMax))));
    }
    return read;
  }

  @Override
  public void close() {
    client.close();
    graph.close();
    tokenizer.close();
    log.info("reader closed: model={}", info.name());
  }
}
