package ai.adjutant.inference.embed;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.encoder.ContentDigest;
import ai.adjutant.inference.encoder.EncoderDirectory;
import ai.adjutant.inference.encoder.EncoderGraph;
import ai.adjutant.inference.encoder.EncoderLanguages;
import ai.adjutant.inference.encoder.EncoderOutput;
import ai.adjutant.inference.encoder.EncoderOutput.Form;
import ai.adjutant.inference.encoder.EncoderReason;
import ai.adjutant.inference.encoder.TokenRow;
import ai.adjutant.inference.runtime.Graph;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.tokenize.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A BERT-like encoder as an ONNX graph. */
final class GraphEncoder implements TextEncoder {
  private static final Logger log = LoggerFactory.getLogger(GraphEncoder.class);

  private static final EncoderOutput HIDDEN =
      new EncoderOutput(List.of("last_hidden_state", "token_embeddings"), Form.TOKEN_VECTORS);

  /** Positions that the bundled encoder was trained with. */
  private static final int BUNDLED_CONTEXT_LENGTH = 512;

  /** Tried alone and together; of different lengths, since padding is part of the question. */
  private static final List<String> PROBES =
      List.of(
          "fee",
          "the deposit is returned",
          "customers may end their contract with one month's notice",
          "a router whose light blinks orange has lost its line; restart it, wait, then call us");

  /** Threads of a lone run: more have nothing to do in a graph of this size. */
  private static final int WIDE_THREADS_MAX = 4;

  /** A larger model is not held twice for the sake of lone runs. */
  private static final long WIDE_BYTES_MAX = 128L << 20;

  private final EncoderRuns runs;
  private final Tokenizer tokenizer;
  private final Pooling pooling;
  private final EncoderInfo info;

  private GraphEncoder(EncoderRuns runs, Tokenizer tokenizer, Pooling pooling, EncoderInfo info) {
    this.runs = runs;
    this.tokenizer = tokenizer;
    this.pooling = pooling;
    this.info = info;
  }

  /**
   * Opens the encoder that comes with the program.
   *
   * @param threads that a lone run may have
   */
  static GraphEncoder bundled(OnnxRuntime runtime, Path nativeFolder, int threads) {
    String name = "bge-small-en-v1.5-int8";
    byte[] model = resource("bge-small-en-v1.5-q.onnx");
    byte[] tokenizerJson = resource("bge-small-en-v1.5-q-tokenizer.json");
    return open(
        name,
        ContentDigest.of(model, tokenizerJson),
        BUNDLED_CONTEXT_LENGTH,
        List.of("en"),
        Pooling.FIRST,
        Tokenizer.read(tokenizerJson, nativeFolder),
        threads,
        each -> runtime.open(name, model, each));
  }

  /**
   * Opens a directory's encoder.
   *
   * @param threads that a lone run may have
   */
  static GraphEncoder open(
      EncoderDirectory directory, OnnxRuntime runtime, Path nativeFolder, int threads) {
    return open(
        directory.name(),
        ContentDigest.of(directory),
        directory.contextLength(),
        EncoderLanguages.of(directory.path()),
        Pooling.of(directory),
        Tokenizer.read(directory.tokenizerJson(), nativeFolder),
        threads,
        each -> runtime.open(directory.graph(), each));
  }

  private static GraphEncoder open(
      String name,
      ContentDigest content,
      int contextLength,
      List<String> languages,
      Pooling pooling,
      Tokenizer tokenizer,
      int threads,
      IntFunction<Graph> opening) {
    IntFunction<EncoderGraph> graphs =
        each -> EncoderGraph.of(name, opening.apply(each), List.of(HIDDEN));
    EncoderGraph graph;
    try {
      graph = graphs.apply(1);
    } catch (AdjutantException e) {
      tokenizer.close();
      throw e;
    }
    EncoderInfo info =
        new EncoderInfo(
            name,
            content.digest(),
            graph.width(HIDDEN),
            contextLength,
            content.bytes(),
            false,
            languages);
    EncoderRuns runs = new EncoderRuns(graph, Optional.empty());
    GraphEncoder encoder = new GraphEncoder(runs, tokenizer, pooling, info);
    try {
      return encoder.tried(graphs, Math.min(threads, WIDE_THREADS_MAX));
    } catch (AdjutantException e) {
      encoder.close();
      throw e;
    }
  }

  /**
   * The same encoder, knowing whether it may be given batches and how lone runs are done sooner.
   */
  private GraphEncoder tried(IntFunction<EncoderGraph> graphs, int threads) {
    EncoderGraph graph = runs.graph();
    List<TokenRow> rows = PROBES.stream().map(this::row).toList();
    List<TextVector> alone = alone(rows);
    boolean independent = graph.takesBatches() && same(alone, run(rows));
    Optional<EncoderGraph> wide =
        threads > 1 && info.bytes() <= WIDE_BYTES_MAX
            ? wide(graphs, threads, rows, alone)
            : Optional.empty();
    EncoderInfo known =
        new EncoderInfo(
            info.name(),
            info.digest(),
            info.dimensions(),
            info.contextLength(),
            info.bytes(),
            independent,
            info.languages());
    return new GraphEncoder(new EncoderRuns(graph, wide), tokenizer, pooling, known);
  }

  private List<TextVector> alone(List<TokenRow> rows) {
    return rows.stream().map(row -> run(List.of(row)).getFirst()).toList();
  }

  /** A graph with more threads; empty where it can't be had or gives other bits. */
  private Optional<EncoderGraph> wide(
      IntFunction<EncoderGraph> graphs,
      int threads,
      List<TokenRow> rows,
      List<TextVector> vectors) {
    @Nullable EncoderGraph other = null;
    boolean same = false;
    try {
      other = graphs.apply(threads);
      EncoderRuns theirs = new EncoderRuns(other, Optional.empty());
      same = same(vectors, new GraphEncoder(theirs, tokenizer, pooling, info).alone(rows));
      return same ? Optional.of(other) : Optional.empty();
    } catch (AdjutantException e) {
      log.info("lone runs have one thread: encoder={} reason={}", info.name(), e.getMessage());
      return Optional.empty();
    } finally {
      if (other != null && !same) {
        other.close();
      }
    }
  }

  private static boolean same(List<TextVector> left, List<TextVector> right) {
    return IntStream.range(0, left.size())
        .allMatch(i -> Arrays.equals(left.get(i).values(), right.get(i).values()));
  }

  private static byte[] resource(String file) {
    try (InputStream in = GraphEncoder.class.getResourceAsStream("/" + file)) {
      if (in == null) {
        throw new AdjutantException(
            EncoderReason.ENCODER_FILE_MISSING,
            "the bundled encoder's file " + file + " is not on the class path; install it again");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AdjutantException(
          EncoderReason.ENCODER_REFUSED,
          "the bundled encoder's file " + file + " can't be read; install it again",
          e);
    }
  }

  @Override
  public EncoderInfo info() {
    return info;
  }

  @Override
  public List<TextVector> encode(List<String> texts) {
    List<TokenRow> rows = texts.stream().map(this::row).toList();
    List<List<Integer>> runs =
        info.batchIndependent()
            ? Batches.of(rows.stream().map(TokenRow::length).toList())
            : Batches.single(rows.size());
    TextVector[] vectors = new TextVector[rows.size()];
    for (List<Integer> together : runs) {
      List<TextVector> made = run(together.stream().map(rows::get).toList());
      for (int i = 0; i < made.size(); i++) {
        vectors[together.get(i)] = made.get(i);
      }
    }
    return List.of(vectors);
  }

  private TokenRow row(String text) {
    return TokenRow.text(tokenizer.encodeWhole(text), info.contextLength());
  }

  private List<TextVector> run(List<TokenRow> rows) {
    int longest = rows.stream().mapToInt(TokenRow::length).max().orElseThrow();
    int dimensions = info.dimensions();
    // Of a single text whose first token speaks for it, nothing else need be copied.
    int read = rows.size() == 1 && pooling == Pooling.FIRST ? 1 : rows.size() * longest;
    float[] tokens = new float[read * dimensions];
    runs.run(
        rows,
        written -> {
          written.of(HIDDEN).copyFloats(0, tokens);
          return tokens;
        });
    return IntStream.range(0, rows.size())
        .mapToObj(i -> vector(rows.get(i), tokens, i * longest))
        .toList();
  }

  private TextVector vector(TokenRow row, float[] tokens, int first) {
    float[] vector = pooling.vector(tokens, first, row.length(), info.dimensions());
    return new TextVector(vector, row.uncut(), row.truncated());
  }

  @Override
  public void close() {
    runs.close();
    tokenizer.close();
  }
}
