package ai.adjutant.tuner.reader;

import ai.adjutant.tuner.bert.BertEncoder;
import ai.adjutant.tuner.bert.BertShape;
import ai.adjutant.tuner.bert.ShippedWeights;
import ai.adjutant.tuner.model.Precision;
import ai.adjutant.tuner.model.Replica;
import ai.adjutant.tuner.model.Scores;
import ai.adjutant.tuner.model.Task;
import ai.adjutant.tuner.text.WordPieces;
import ai.adjutant.tuner.triples.Claim;
import ai.adjutant.tuner.triples.Triple;
import ai.adjutant.tuner.weights.WeightFiles;
import ai.adjutant.tuner.weights.WeightSource;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A reader to be trained. Any thread may call; closed after the last replica's last use. */
public final class ReaderTask implements Task, AutoCloseable {
  /** About how many characters a token stands for, to guess lengths before tokens are made. */
  private static final double TOKEN_CHARACTERS = 4.4;

  private static final int MARKS = 3;

  private final ReaderSettings settings;
  private final ReaderExamples examples;
  private final WeightSource weights;
  private final WordPieces pieces;
  private final long seed;

  private ReaderTask(
      ReaderSettings settings, ReaderExamples examples, WeightSource weights, long seed) {
    this.settings = settings;
    this.examples = examples;
    this.weights = weights;
    this.seed = seed;
    pieces = WordPieces.open();
  }

  /**
   * Reads all examples and finds the first weights.
   *
   * @param unpacked folder that the shipped weights are unpacked to
   * @param seed of heads that no file has
   * @throws ai.adjutant.chassis.error.AdjutantException EXAMPLES_UNREADABLE, EXAMPLE_REFUSED,
   *     WEIGHTS_UNREADABLE, WEIGHTS_DAMAGED
   */
  public static ReaderTask open(ReaderSettings settings, Path unpacked, long seed) {
    ReaderExamples examples = ReaderExamples.read(settings, seed);
    Optional<WeightSource> own = settings.from().map(WeightFiles::open);
    return new ReaderTask(
        settings, examples, own.orElseGet(() -> ShippedWeights.open(unpacked)), seed);
  }

  /** What was read and what was left out, a line each. */
  public List<String> notes() {
    return examples.notes();
  }

  @Override
  public List<Integer> lengths() {
    List<Integer> lengths = new ArrayList<>();
    for (Triple triple : examples.triples()) {
      lengths.add(length(triple.question(), triple.context()));
    }
    for (Claim claim : examples.claims()) {
      lengths.add(length(claim.claim(), claim.passage()));
    }
    return lengths;
  }

  private int length(String question, String passage) {
    return MARKS
        + Math.min(settings.questionTokens(), (int) (question.length() / TOKEN_CHARACTERS))
        + Math.min(settings.passageTokens(), (int) (passage.length() / TOKEN_CHARACTERS));
  }

  @Override
  public int heldOut() {
    return examples.heldOut().size();
  }

  @Override
  public String digest() {
    return examples.digest();
  }

  @Override
  public Replica replica(NDManager owner, Precision precision) {
    BertShape shape = BertShape.of(weights, ShippedWeights.HEADS);
    RowBuilder rows = new RowBuilder(pieces, settings.questionTokens(), settings.passageTokens());
    BertEncoder encoder = new BertEncoder(owner, shape, weights, precision);
    ReaderHeads heads = new ReaderHeads(owner, shape.width(), weights, seed);
    return new ReaderReplica(settings, examples, rows, encoder, heads);
  }

  @Override
  public Scores scores(List<List<Double>> measured) {
    return ReaderMeasure.scores(measured);
  }

  @Override
  public void close() {
    pieces.close();
  }
}
