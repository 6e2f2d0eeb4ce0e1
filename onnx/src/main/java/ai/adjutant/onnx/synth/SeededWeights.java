package ai.adjutant.onnx.synth;

import ai.adjutant.onnx.decoder.Part;
import ai.adjutant.onnx.decoder.WeightName;
import ai.adjutant.onnx.decoder.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Weights that keep every part's outputs about as large as its inputs, each row from a seed of its
 * own, so that rows can be asked for in any order.
 *
 * @param silent tokens whose embedding is nought
 */
record SeededWeights(long seed, List<Integer> silent) implements Weights {
  /** Spread of logits: a model that prefers some tokens and excludes none. */
  private static final double LOGIT_SPREAD = 2;

  /** Sharpens attention, so that what comes next depends on single tokens before. */
  private static final double ATTENTION_GAIN = 2;

  private static final double NORM_SPREAD = 0.05;
  private static final double BIAS_SPREAD = 0.1;

  SeededWeights {
    silent = List.copyOf(silent);
  }

  @Override
  public void row(WeightName name, int row, float[] target) {
    boolean table = name.part() == Part.EMBEDDING || name.part() == Part.HEAD;
    if (table && silent.contains(row)) {
      Arrays.fill(target, 0);
      return;
    }
    double root = Math.sqrt(target.length);
    switch (name.part()) {
      case EMBEDDING, HEAD -> fill(name, row, target, 0, LOGIT_SPREAD / root);
      case QUERY, KEY -> fill(name, row, target, 0, ATTENTION_GAIN / root);
      case VALUE, OUTPUT, GATE, UP, DOWN -> fill(name, row, target, 0, 1 / root);
      case ATTENTION_NORM, FEED_NORM, QUERY_NORM, KEY_NORM ->
          fill(name, row, target, 1, NORM_SPREAD);
      // Of both signs: a tied head would otherwise say the last token again and again.
      case FINAL_NORM -> fill(name, row, target, 0, 1);
      case QUERY_BIAS, KEY_BIAS, VALUE_BIAS -> fill(name, row, target, 0, BIAS_SPREAD);
    }
  }

  private void fill(WeightName name, int row, float[] target, double mean, double spread) {
    SplittableRandom random = new SplittableRandom(rowSeed(name, row));
    for (int i = 0; i < target.length; i++) {
      target[i] = (float) (mean + spread * random.nextGaussian());
    }
  }

  private long rowSeed(WeightName name, int row) {
    long mixed = seed;
    for (long each : new long[] {name.part().ordinal(), name.layer(), row}) {
      mixed = new SplittableRandom(mixed + each).nextLong();
    }
    return mixed;
  }
}
