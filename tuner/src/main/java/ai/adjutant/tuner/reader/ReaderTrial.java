package ai.adjutant.tuner.reader;

import ai.adjutant.tuner.bert.BertEncoder;
import ai.adjutant.tuner.bert.BertShape;
import ai.adjutant.tuner.bert.ShippedWeights;
import ai.adjutant.tuner.bert.TokenRow;
import ai.adjutant.tuner.model.Precision;
import ai.adjutant.tuner.model.Scores;
import ai.adjutant.tuner.text.WordPieces;
import ai.adjutant.tuner.torch.Torch;
import ai.adjutant.tuner.triples.Neighbours;
import ai.adjutant.tuner.triples.Triple;
import ai.adjutant.tuner.triples.TripleFile;
import ai.adjutant.tuner.weights.WeightSource;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Measures a reader on held-out questions, whatever computes it. Used by one thread. */
public final class ReaderTrial implements AutoCloseable {
  private final WordPieces pieces = WordPieces.open();
  private final RowBuilder rows;
  private final ReaderMeasure measure;
  private final List<Triple> heldOut;

  /**
   * Reads the held-out questions.
   *
   * @param count how many are taken at most, drawn by the seed
   * @throws ai.adjutant.chassis.error.AdjutantException EXAMPLES_UNREADABLE, EXAMPLE_REFUSED
   */
  public ReaderTrial(ReaderSettings settings, int count, long seed) {
    List<Triple> all =
        new ArrayList<>(
            TripleFile.read(settings.heldOut(), settings.language(), List.of()).triples());
    Collections.shuffle(all, new Random(seed));
    heldOut = List.copyOf(all.subList(0, Math.min(count, all.size())));
    rows = new RowBuilder(pieces, settings.questionTokens(), settings.passageTokens());
    Neighbours neighbours = new Neighbours(all.stream().map(Triple::context).toList());
    ReaderExamples examples =
        new ReaderExamples(List.of(), List.of(), heldOut, neighbours, neighbours, "", List.of());
    measure = new ReaderMeasure(settings, examples, rows);
  }

  /** Returns rows of the first questions with their passages, at most so many. */
  public List<TokenRow> rows(int count) {
    return heldOut.stream()
        .limit(count)
        .map(triple ->
            rows.covering(rows.tokens(triple.question()), rows.tokens(triple.context()))
                .getFirst()
                .tokens())
        .toList();
  }

  /** Measures a reader on all questions. */
  public Scores scores(RowReader reader) {
    return ReaderMeasure.scores(
        heldOut.stream().map(triple -> measure.figures(reader, triple)).toList());
  }

  /**
   * Reads rows with the trainer's own model, in 32-bit floats, each alone.
   *
   * @throws ai.adjutant.chassis.error.AdjutantException WEIGHTS_OF_ANOTHER_MODEL, WEIGHTS_DAMAGED
   */
  public static List<RowReader.RowOutputs> torch(
      Torch torch, WeightSource weights, List<TokenRow> rows) {
    Torch.prepareThread(1);
    try (NDManager owner = torch.newManager()) {
      BertShape shape = BertShape.of(weights, ShippedWeights.HEADS);
      BertEncoder encoder = new BertEncoder(owner, shape, weights, Precision.FP32);
      ReaderHeads heads = new ReaderHeads(owner, shape.width(), weights, 0);
      TorchRows reader = new TorchRows(owner, encoder, heads);
      return rows.stream().map(row -> reader.read(List.of(row))).toList();
    }
  }

  @Override
  public void close() {
    pieces.close();
  }
}
