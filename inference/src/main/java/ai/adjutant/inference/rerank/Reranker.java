package ai.adjutant.inference.rerank;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.encoder.ContentDigest;
import ai.adjutant.inference.encoder.EncoderDirectory;
import ai.adjutant.inference.encoder.EncoderGraph;
import ai.adjutant.inference.encoder.EncoderOutput;
import ai.adjutant.inference.encoder.EncoderOutput.Form;
import ai.adjutant.inference.encoder.TokenRow;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.tokenize.Tokenizer;
import ai.adjutant.inference.work.Client;
import ai.adjutant.inference.work.Pending;
import ai.adjutant.inference.work.Priority;
import ai.adjutant.inference.work.WorkReason;
import ai.adjutant.inference.work.Workers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores passages with one cross-encoder on the shared workers. A passage's score never depends on
 * the other passages. Any thread may call; the owner closes it before the workers.
 */
public final class Reranker implements AutoCloseable {
  /** Passages of one request. */
  public static final int PASSAGES_MAX = 256;

  private static final Logger log = LoggerFactory.getLogger(Reranker.class);
  private static final EncoderOutput LOGITS =
      new EncoderOutput(List.of("logits"), Form.ROW_VECTORS);

  private final RerankerInfo info;
  private final EncoderGraph graph;
  private final Tokenizer tokenizer;
  private final Client client;

  private Reranker(RerankerInfo info, EncoderGraph graph, Tokenizer tokenizer, Client client) {
    this.info = info;
    this.graph = graph;
    this.tokenizer = tokenizer;
    this.client = client;
  }

  /**
   * Opens a cross-encoder's directory, in Optimum's layout.
   *
   * @param nativeFolder where native libraries are unpacked
   * @throws AdjutantException when a file is missing or of another make, naming it
   */
  public static Reranker open(
      Path directory, OnnxRuntime runtime, Path nativeFolder, Workers workers) {
    EncoderDirectory files = EncoderDirectory.read(directory);
    ContentDigest content = ContentDigest.of(files);
    Tokenizer tokenizer = Tokenizer.read(files.tokenizerJson(), nativeFolder);
    try {
      EncoderGraph graph =
          EncoderGraph.of(files.name(), runtime.open(files.graph(), 1), List.of(LOGITS));
      if (graph.width(LOGITS) > 2) {
        int classes = graph.width(LOGITS);
        graph.close();
        throw new AdjutantException(
            RerankReason.RERANKER_REFUSED,
            files.name()
                + " has "
                + classes
                + " classes; a reranker has one (relevance) or two (no, yes)");
      }
      return new Reranker(
          new RerankerInfo(files.name(), content.digest(), files.contextLength(), content.bytes()),
          graph,
          tokenizer,
          workers.client("model '" + files.name() + "'"));
    } catch (AdjutantException e) {
      tokenizer.close();
      throw e;
    }
  }

  /** What is known of the model. */
  public RerankerInfo info() {
    return info;
  }

  /**
   * Begins to judge passages. Where question and passage don't fit, the passage is cut, and of the
   * question at most what is beyond half.
   *
   * @param passages at most {@value #PASSAGES_MAX}, none empty
   * @throws AdjutantException {@link WorkReason#WORK_QUEUE_FULL} at once when they don't fit
   */
  public Pending<PassageScore> begin(String question, List<String> passages) {
    if (passages.isEmpty() || passages.size() > PASSAGES_MAX) {
      throw new IllegalArgumentException(passages.size() + " passages");
    }
    List<String> copy = List.copyOf(passages);
    // One a run: at a passage's length a batch is no faster, and none can lean on its neighbours.
    return client.begin(
        Priority.INTERACTIVE,
        IntStream.range(0, copy.size()).mapToObj(List::of).toList(),
        items -> items.stream().map(i -> score(question, copy.get(i))).toList());
  }

  private PassageScore score(String question, String passage) {
    TokenRow row = TokenRow.pair(tokenizer.encodePair(question, passage), info.contextLength());
    float[] logits = new float[graph.width(LOGITS)];
    graph.run(
        List.of(row),
        written -> {
          written.of(LOGITS).copyFloats(0, logits);
          return logits;
        });
    double score = logits.length == 1 ? logits[0] : (double) logits[1] - logits[0];
    if (!Double.isFinite(score)) {
      throw new AdjutantException(
          RerankReason.SCORE_NOT_FINITE,
          info.name() + " gave a score that is no number; is its export sound?");
    }
    return new PassageScore(score, row.truncated());
  }

  @Override
  public void close() {
    client.close();
    graph.close();
    tokenizer.close();
    log.info("reranker closed: model={}", info.name());
  }
}
