package ai.adjutant.tuner.encoder;

import ai.adjutant.tuner.bert.BertEncoder;
import ai.adjutant.tuner.bert.BertShape;
import ai.adjutant.tuner.bert.ShippedWeights;
import ai.adjutant.tuner.model.Parameter;
import ai.adjutant.tuner.model.Precision;
import ai.adjutant.tuner.model.Replica;
import ai.adjutant.tuner.model.Scores;
import ai.adjutant.tuner.model.Task;
import ai.adjutant.tuner.text.WordPieces;
import ai.adjutant.tuner.torch.Torch;
import ai.adjutant.tuner.triples.Triple;
import ai.adjutant.tuner.weights.WeightFiles;
import ai.adjutant.tuner.weights.WeightSource;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Trains an encoder on an organisation's questions. Any thread may call; closed after the last
 * replica's last use.
 */
public final class EncoderTask implements Task, AutoCloseable {
  /** About how many characters a token stands for, to guess lengths before tokens are made. */
  private static final double TOKEN_CHARACTERS = 4.4;

  /** As many as the largest batch that is of use. */
  private static final int EXAMPLES_MIN = 64;

  private final EncoderSettings settings;
  private final EncoderExamples examples;
  private final WeightSource weights;
  private final WordPieces pieces = WordPieces.open();
  private final TextRows rows = new TextRows(pieces);
  private final Batches batches;
  private final RankedSet checked;
  private final long seed;

  private EncoderTask(
      EncoderSettings settings, EncoderExamples examples, WeightSource weights, long seed) {
    this.settings = settings;
    this.examples = examples;
    this.weights = weights;
    this.seed = seed;
    batches = new Batches(settings, examples);
    checked =
        RankedSet.of(examples.corpora(), examples.checked(), settings.candidates(), seed, rows);
  }

  /**
   * Reads all examples and finds the first weights.
   *
   * @param unpacked folder that the shipped weights are unpacked to
   * @param seed of the parts that questions are divided into
   * @throws ai.adjutant.chassis.error.AdjutantException EXAMPLES_UNREADABLE, EXAMPLE_REFUSED,
   *     TOO_FEW_QUESTIONS, WEIGHTS_UNREADABLE, WEIGHTS_DAMAGED
   */
  public static EncoderTask open(EncoderSettings settings, Path unpacked, long seed) {
    EncoderExamples examples = EncoderExamples.read(settings, seed);
    Optional<WeightSource> own = settings.from().map(WeightFiles::open);
    return new EncoderTask(
        settings, examples, own.orElseGet(() -> ShippedWeights.open(unpacked)), seed);
  }

  /** Returns what was read and what was left out, a line each. */
  public List<String> notes() {
    return examples.notes();
  }

  /** Returns what training starts from. */
  public WeightSource weights() {
    return weights;
  }

  /** Returns a comparison on the questions that were held out. */
  public Comparison comparison() {
    return new Comparison(
        RankedSet.of(examples.corpora(), examples.heldOut(), settings.candidates(), seed, rows),
        examples.general().isEmpty()
            ? Optional.empty()
            : Optional.of(RankedSet.of(examples.general(), rows)));
  }

  /** Returns the mixture of the weights before and after training that ranks best. */
  public Comparison.Chosen choose(Torch torch, WeightSource trained) {
    return Comparison.choose(torch, checked, weights, trained);
  }

  /** Returns all questions with their passages, general ones too, to judge an export by. */
  public List<Triple> pairs() {
    List<Triple> pairs = new ArrayList<>(examples.general());
    Stream.of(examples.heldOut(), examples.checked(), examples.learnt())
        .flatMap(List::stream)
        .map(question -> new Triple("own", question.passage(), question.text(), List.of(), true))
        .forEach(pairs::add);
    return pairs;
  }

  /** Few questions count several times, so that they fill a batch. */
  @Override
  public List<Integer> lengths() {
    List<OwnQuestion> learnt = examples.learnt();
    int count = learnt.size() * Math.ceilDiv(EXAMPLES_MIN, learnt.size());
    return IntStream.range(0, count)
        .mapToObj(example -> learnt.get(example % learnt.size()).passage().length())
        .map(characters -> (int) Math.min(settings.passageTokens(), characters / TOKEN_CHARACTERS))
        .toList();
  }

  @Override
  public int heldOut() {
    return examples.checked().size();
  }

  @Override
  public String digest() {
    return examples.digest();
  }

  @Override
  public Replica replica(NDManager owner, Precision precision) {
    TextEncoder now = encoder(owner, precision);
    TextEncoder before = encoder(owner, precision);
    before.encoder().parameters().forEach(Parameter::freeze);
    return new EncoderReplica(settings, batches, rows, checked, now, before);
  }

  private TextEncoder encoder(NDManager owner, Precision precision) {
    BertShape shape = BertShape.of(weights, ShippedWeights.HEADS);
    return new TextEncoder(
        owner, new BertEncoder(owner, shape, weights, precision), settings.temperature());
  }

  @Override
  public Scores scores(List<List<Double>> measured) {
    return Ranks.of(measured.stream().map(List::getFirst).map(Double::intValue).toList()).scores();
  }

  @Override
  public void close() {
    pieces.close();
  }
}
