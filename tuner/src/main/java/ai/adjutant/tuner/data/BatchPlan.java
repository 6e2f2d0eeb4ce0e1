package ai.adjutant.tuner.data;

import ai.adjutant.tuner.model.Batch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The batches of a run. Each pass over the examples is shuffled anew; then so many batches at a
 * time are sorted by length, cut, and shuffled as batches. What is left over at a pass's end is
 * left out of that pass. Not for two threads.
 */
public final class BatchPlan {
  private final List<Integer> lengths;
  private final int batchSize;
  private final int window;
  private final long seed;

  private long pass = -1;
  private List<List<Integer>> batches = List.of();

  /**
   * Creates a plan.
   *
   * @param lengths of the examples, in tokens
   * @param batchSize examples in a batch; at most as many as there are
   * @param window batches that are sorted by length together
   */
  public BatchPlan(List<Integer> lengths, int batchSize, int window, long seed) {
    if (batchSize < 1 || batchSize > lengths.size() || window < 1) {
      throw new IllegalArgumentException(
          "batches of " + batchSize + " out of " + lengths.size() + " examples");
    }
    this.lengths = List.copyOf(lengths);
    this.batchSize = batchSize;
    this.window = window;
    this.seed = seed;
  }

  /** Batches in one pass over the examples. */
  public int batchesInPass() {
    return lengths.size() / batchSize;
  }

  /**
   * One batch of the run.
   *
   * @param index from 0, without end
   */
  public Batch batch(long index) {
    long wanted = index / batchesInPass();
    if (wanted != pass) {
      batches = arrange(wanted);
      pass = wanted;
    }
    return new Batch(batches.get((int) (index % batchesInPass())), Seeds.of(~seed, index));
  }

  private List<List<Integer>> arrange(long number) {
    Random random = new Random(Seeds.of(seed, number));
    List<Integer> order = new ArrayList<>(IntStream.range(0, lengths.size()).boxed().toList());
    Collections.shuffle(order, random);
    List<List<Integer>> arranged = new ArrayList<>();
    int whole = batchesInPass() * batchSize;
    for (int start = 0; start < whole; start += window * batchSize) {
      List<Integer> part =
          new ArrayList<>(order.subList(start, Math.min(whole, start + window * batchSize)));
      part.sort(Comparator.comparing(lengths::get));
      for (int i = 0; i < part.size(); i += batchSize) {
        arranged.add(List.copyOf(part.subList(i, i + batchSize)));
      }
    }
    Collections.shuffle(arranged, random);
    return arranged;
  }

  /** Tokens that a batch costs: as many as its longest example has, for each. */
  public long tokens(Batch batch) {
    long longest = batch.examples().stream().mapToInt(lengths::get).max().orElse(0);
    return longest * batch.examples().size();
  }
}
