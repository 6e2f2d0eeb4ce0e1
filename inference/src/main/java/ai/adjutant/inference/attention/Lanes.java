package ai.adjutant.inference.attention;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of attention, eight lanes wide on every processor, each small enough for the compiler
 * to keep its vectors in registers. Sums are taken in an order that is written down here, never in
 * one that the compiler chooses: interpreted, compiled, alone or in a batch, the bits are the same.
 */
final class Lanes {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;

  /** Lanes. */
  static final int WIDTH = 8;

  private static final VectorMask<Float> HALVES = mask(4);
  private static final VectorMask<Float> PAIRS = mask(2);
  private static final VectorMask<Float> SINGLES = mask(1);
  private static final VectorShuffle<Float> SWAP_HALVES = swap(4);
  private static final VectorShuffle<Float> SWAP_PAIRS = swap(2);
  private static final VectorShuffle<Float> SWAP_SINGLES = swap(1);

  private Lanes() {}

  private static VectorMask<Float> mask(int bit) {
    long lanes = 0;
    for (int lane = 0; lane < WIDTH; lane++) {
      lanes |= (lane & bit) == 0 ? 0 : 1L << lane;
    }
    return VectorMask.fromLong(SPECIES, lanes);
  }

  private static VectorShuffle<Float> swap(int bit) {
    return VectorShuffle.fromOp(SPECIES, lane -> lane ^ bit);
  }

  /**
   * Products of 64 floats of a query with those of consecutive keys, lane by lane.
   *
   * @param query taken from {@code from} on
   * @param keys address of the first key's floats
   * @param stride bytes from one key to the next
   * @param count keys
   * @param products take eight sums of each key, which {@link #scores} adds up
   * @param more whether they are added to sums of other floats
   */
  static void products64(
      float[] query, int from, long keys, long stride, int count, float[] products, boolean more) {
    FloatVector q0 = FloatVector.fromArray(SPECIES, query, from);
    FloatVector q1 = FloatVector.fromArray(SPECIES, query, from + WIDTH);
    FloatVector q2 = FloatVector.fromArray(SPECIES, query, from + 2 * WIDTH);
    FloatVector q3 = FloatVector.fromArray(SPECIES, query, from + 3 * WIDTH);
    FloatVector q4 = FloatVector.fromArray(SPECIES, query, from + 4 * WIDTH);
    FloatVector q5 = FloatVector.fromArray(SPECIES, query, from + 5 * WIDTH);
    FloatVector q6 = FloatVector.fromArray(SPECIES, query, from + 6 * WIDTH);
    FloatVector q7 = FloatVector.fromArray(SPECIES, query, from + 7 * WIDTH);
    for (int i = 0; i < count; i++) {
      long key = keys + i * stride;
      FloatVector a = more ? sums(products, i * WIDTH) : FloatVector.zero(SPECIES);
      a = Memory.floats(key).fma(q0, a);
      FloatVector b = Memory.floats(key + 32).mul(q1);
      a = Memory.floats(key + 64).fma(q2, a);
      b = Memory.floats(key + 96).fma(q3, b);
      a = Memory.floats(key + 128).fma(q4, a);
      b = Memory.floats(key + 160).fma(q5, b);
      a = Memory.floats(key + 192).fma(q6, a);
      b = Memory.floats(key + 224).fma(q7, b);
      a.add(b).intoArray(products, i * WIDTH);
    }
  }

  /** The same of 8 floats, added to the sums of those before them. */
  static void products8(
      float[] query, int from, long keys, long stride, int count, float[] products) {
    FloatVector q = FloatVector.fromArray(SPECIES, query, from);
    for (int i = 0; i < count; i++) {
      FloatVector before = FloatVector.fromArray(SPECIES, products, i * WIDTH);
      Memory.floats(keys + i * stride).fma(q, before).intoArray(products, i * WIDTH);
    }
  }

  /**
   * Adds up the sums of each key; of up to seven keys behind the last something is added up too.
   *
   * @param scores take one number a key, from {@code to} on
   */
  static void scores(float[] products, int count, float[] scores, int to) {
    for (int i = 0; i < count; i += WIDTH) {
      int at = i * WIDTH;
      FloatVector even =
          folded(
              folded(sums(products, at), sums(products, at + 32), HALVES, SWAP_HALVES),
              folded(sums(products, at + 16), sums(products, at + 48), HALVES, SWAP_HALVES),
              PAIRS,
              SWAP_PAIRS);
      FloatVector odd =
          folded(
              folded(sums(products, at + 8), sums(products, at + 40), HALVES, SWAP_HALVES),
              folded(sums(products, at + 24), sums(products, at + 56), HALVES, SWAP_HALVES),
              PAIRS,
              SWAP_PAIRS);
      folded(even, odd, SINGLES, SWAP_SINGLES).intoArray(scores, to + i);
    }
  }

  private static FloatVector sums(float[] products, int at) {
    return FloatVector.fromArray(SPECIES, products, at);
  }

  /** Sums lanes that differ in one bit: of {@code a} where the mask is not set, else of b. */
  private static FloatVector folded(
      FloatVector a, FloatVector b, VectorMask<Float> mask, VectorShuffle<Float> swap) {
    return a.blend(b, mask).add(b.blend(a, mask).rearrange(swap));
  }

  /**
   * Replaces scores by their exponentials over the largest; those behind the last, up to the next
   * multiple of 8, by next to nothing.
   *
   * @return the sum of the exponentials
   */
  static float exponentials(float[] scores, int from, int count) {
    int padded = (count + WIDTH - 1) / WIDTH * WIDTH;
    for (int i = count; i < padded; i++) {
      scores[from + i] = Float.NEGATIVE_INFINITY;
    }
    FloatVector largest = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < padded; i += WIDTH) {
      largest = largest.max(FloatVector.fromArray(SPECIES, scores, from + i));
    }
    float most = Float.NEGATIVE_INFINITY;
    for (int lane = 0; lane < WIDTH; lane++) {
      most = Math.max(most, largest.lane(lane));
    }
    FloatVector sums = FloatVector.zero(SPECIES);
    for (int i = 0; i < padded; i += WIDTH) {
      FloatVector power = exp(FloatVector.fromArray(SPECIES, scores, from + i).sub(most));
      power.intoArray(scores, from + i);
      sums = sums.add(power);
    }
    float sum = 0;
    for (int lane = 0; lane < WIDTH; lane++) {
      sum += sums.lane(lane);
    }
    return sum;
  }

  /**
   * e to powers of at most 0: 2 to the whole part by the exponent's bits, 2 to what is left of it,
   * within ± ½, by the Taylor polynomial of degree 7 (relative error below 1e-8, less than a
   * float's rounding). Below -87 nothing is left of it in a sum.
   */
  private static FloatVector exp(FloatVector powers) {
    FloatVector twos = powers.max(-87f).mul(1.442695040888963f);
    FloatVector whole = twos.add(12_582_912f).sub(12_582_912f); // 1.5 · 2^23 rounds to integers
    FloatVector rest = twos.sub(whole);
    FloatVector power =
        FloatVector.broadcast(SPECIES, 1.525273e-5f)
            .fma(rest, FloatVector.broadcast(SPECIES, 1.540353e-4f))
            .fma(rest, FloatVector.broadcast(SPECIES, 1.3333558e-3f))
            .fma(rest, FloatVector.broadcast(SPECIES, 9.618129e-3f))
            .fma(rest, FloatVector.broadcast(SPECIES, 5.5504109e-2f))
            .fma(rest, FloatVector.broadcast(SPECIES, 2.4022651e-1f))
            .fma(rest, FloatVector.broadcast(SPECIES, 6.9314718e-1f))
            .fma(rest, FloatVector.broadcast(SPECIES, 1f));
    IntVector exponent = (IntVector) whole.convert(VectorOperators.F2I, 0);
    return power.mul(exponent.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
  }

  /**
   * Adds weighted values, 64 floats of each.
   *
   * @param weights taken from {@code from} on, {@code count} of them
   * @param values address of the first value's floats
   * @param stride bytes from one value to the next
   * @param sums take the result, from {@code to} on
   */
  static void values64(
      float[] weights, int from, int count, long values, long stride, float[] sums, int to) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = FloatVector.zero(SPECIES);
    FloatVector a2 = FloatVector.zero(SPECIES);
    FloatVector a3 = FloatVector.zero(SPECIES);
    FloatVector a4 = FloatVector.zero(SPECIES);
    FloatVector a5 = FloatVector.zero(SPECIES);
    FloatVector a6 = FloatVector.zero(SPECIES);
    FloatVector a7 = FloatVector.zero(SPECIES);
    for (int i = 0; i < count; i++) {
      long value = values + i * stride;
      FloatVector weight = FloatVector.broadcast(SPECIES, weights[from + i]);
      a0 = Memory.floats(value).fma(weight, a0);
      a1 = Memory.floats(value + 32).fma(weight, a1);
      a2 = Memory.floats(value + 64).fma(weight, a2);
      a3 = Memory.floats(value + 96).fma(weight, a3);
      a4 = Memory.floats(value + 128).fma(weight, a4);
      a5 = Memory.floats(value + 160).fma(weight, a5);
      a6 = Memory.floats(value + 192).fma(weight, a6);
      a7 = Memory.floats(value + 224).fma(weight, a7);
    }
    add(a0, sums, to);
    add(a1, sums, to + WIDTH);
    add(a2, sums, to + 2 * WIDTH);
    add(a3, sums, to + 3 * WIDTH);
    add(a4, sums, to + 4 * WIDTH);
    add(a5, sums, to + 5 * WIDTH);
    add(a6, sums, to + 6 * WIDTH);
    add(a7, sums, to + 7 * WIDTH);
  }

  /** The same for 8 floats of each value. */
  static void values8(
      float[] weights, int from, int count, long values, long stride, float[] sums, int to) {
    FloatVector a = FloatVector.zero(SPECIES);
    for (int i = 0; i < count; i++) {
      FloatVector weight = FloatVector.broadcast(SPECIES, weights[from + i]);
      a = Memory.floats(values + i * stride).fma(weight, a);
    }
    add(a, sums, to);
  }

  private static void add(FloatVector more, float[] sums, int to) {
    FloatVector.fromArray(SPECIES, sums, to).add(more).intoArray(sums, to);
  }
}
