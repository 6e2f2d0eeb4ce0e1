package ai.adjutant.tuner.encoder;

import ai.adjutant.statistics.Bootstrap;
import ai.adjutant.statistics.Interval;
import ai.adjutant.tuner.bert.BertEncoder;
import ai.adjutant.tuner.bert.BertShape;
import ai.adjutant.tuner.bert.ShippedWeights;
import ai.adjutant.tuner.model.Precision;
import ai.adjutant.tuner.torch.Gradients;
import ai.adjutant.tuner.torch.Torch;
import ai.adjutant.tuner.weights.WeightSource;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Compares two encoders, question by question, on questions that none of them has seen, and on
 * general ones. In 32-bit floats.
 */
public final class Comparison {
  /** What the mean reciprocal rank of general questions may fall by. */
  private static final double GENERAL_LOST_MAX = 0.01;

  private static final double[] SHARES = {1, 0.75, 0.5, 0.25};

  private final RankedSet own;
  private final Optional<RankedSet> general;

  Comparison(RankedSet own, Optional<RankedSet> general) {
    this.own = own;
    this.general = general;
  }

  /**
   * Returns how much of what was learnt is best kept, judged by questions that chose the
   * checkpoint: the whole, or less of it where that ranks higher.
   */
  static Chosen choose(Torch torch, RankedSet checked, WeightSource before, WeightSource after) {
    Chosen best = new Chosen(after, 1, Double.NEGATIVE_INFINITY);
    for (double share : SHARES) {
      WeightSource mixed = new Mixture(before, after, share);
      double score =
          new Comparison(checked, Optional.empty()).measure(torch, mixed).own().scores().main();
      if (score > best.score()) {
        best = new Chosen(mixed, share, score);
      }
    }
    return best;
  }

  /**
   * States which weights were chosen.
   *
   * @param share of what was learnt
   * @param score mean reciprocal rank of the questions that chose
   */
  public record Chosen(WeightSource weights, double share, double score) {}

  /**
   * States how an encoder ranks.
   *
   * @param general empty where no general questions were given
   */
  public record Seen(Ranks own, Optional<Ranks> general) {}

  /**
   * Ranks with these weights. One thread.
   *
   * @throws ai.adjutant.chassis.error.AdjutantException WEIGHTS_OF_ANOTHER_MODEL, WEIGHTS_DAMAGED
   */
  public Seen measure(Torch torch, WeightSource weights) {
    Torch.prepareThread(1);
    try (NDManager owner = torch.newManager()) {
      BertShape shape = BertShape.of(weights, ShippedWeights.HEADS);
      TextEncoder encoder =
          new TextEncoder(owner, new BertEncoder(owner, shape, weights, Precision.FP32), 1);
      return Gradients.without(() ->
          new Seen(ranks(own, encoder, owner), general.map(set -> ranks(set, encoder, owner))));
    }
  }

  private static Ranks ranks(RankedSet set, TextEncoder encoder, NDManager owner) {
    List<Integer> all = IntStream.range(0, set.size()).boxed().toList();
    return new Ranks(set.ranks(rows -> encoder.vectors(rows, owner), all));
  }

  /**
   * States what became of an encoder.
   *
   * @param questions that were held out
   * @param hits share of them with a right passage among the first ten: before, after, difference
   * @param reciprocal mean reciprocal rank: before, after, difference
   * @param probability that the mean reciprocal rank is higher
   * @param general mean reciprocal rank of general questions: before and after
   */
  public record Verdict(
      int questions, Change hits, Change reciprocal, double probability, Optional<Change> general) {
    /** Returns whether it is better with this probability, and no worse in what counts beside. */
    public boolean better(double wanted) {
      return probability >= wanted
          && hits.after() >= hits.before()
          && general
              .map(change -> change.after() >= change.before() - GENERAL_LOST_MAX)
              .orElse(true);
    }
  }

  /** States a mean before and after, and the difference with its interval. */
  public record Change(double before, double after, Interval difference) {
    static Change of(double[] before, double[] after) {
      return new Change(
          Ranks.mean(before),
          Ranks.mean(after),
          Bootstrap.STANDARD.mean(Comparison.difference(before, after)));
    }
  }

  /** Judges what was seen of the same questions before and after. */
  public static Verdict judge(Seen before, Seen after) {
    double[] old = before.own().reciprocal();
    double[] now = after.own().reciprocal();
    return new Verdict(
        old.length,
        Change.of(before.own().hits(), after.own().hits()),
        Change.of(old, now),
        Bootstrap.STANDARD.shareAboveZero(difference(old, now)),
        before
            .general()
            .flatMap(ranks ->
                after.general().map(later -> Change.of(ranks.reciprocal(), later.reciprocal()))));
  }

  private static double[] difference(double[] before, double[] after) {
    return IntStream.range(0, before.length).mapToDouble(i -> after[i] - before[i]).toArray();
  }
}
