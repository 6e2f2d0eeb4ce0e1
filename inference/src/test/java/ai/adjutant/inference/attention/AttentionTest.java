package ai.adjutant.inference.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against the formula in doubles, and bit for bit against itself in other company. */
class AttentionTest {
  private static final int POSITIONS = 400;

  /** A model's side of attention. */
  private record Model(int heads, int kvHeads, int length, int half, boolean interleaved) {
    int row() {
      return (heads + 2 * kvHeads) * length;
    }

    static Model of(Random random) {
      int kvHeads = 1 + random.nextInt(3);
      int length = 8 * (1 + random.nextInt(20));
      int half = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(length / 2);
      return new Model(
          kvHeads * (1 + random.nextInt(5)), kvHeads, length, half, random.nextBoolean());
    }
  }

  /** KV cache of several rows, filled with what no result may depend on. */
  private static final class Cache implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final Model model;
    private final int capacity;
    private final MemorySegment keys;
    private final MemorySegment values;
    private final MemorySegment cosines;
    private final MemorySegment sines;

    Cache(Model model, int rows, int capacity) {
      this.model = model;
      this.capacity = capacity;
      long floats = (long) rows * model.kvHeads() * capacity * model.length();
      keys = filled(floats, i -> Float.NaN);
      values = filled(floats, i -> Float.NaN);
      int half = Math.max(1, model.half());
      cosines = filled((long) POSITIONS * half, i -> (float) Math.cos(angle(i, half)));
      sines = filled((long) POSITIONS * half, i -> (float) Math.sin(angle(i, half)));
    }

    private static double angle(int i, int half) {
      return i / half * Math.pow(10_000, -(i % half) / (double) half);
    }

    @FunctionalInterface
    private interface Filling {
      float at(int i);
    }

    private MemorySegment filled(long floats, Filling filling) {
      MemorySegment memory = arena.allocate(floats * Float.BYTES + 8, 4);
      for (int i = 0; i < floats; i++) {
        memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, filling.at(i));
      }
      return memory;
    }

    /** Runs over rows of tokens, each {@code [heads + 2 · kvHeads, length]}; returns its output. */
    float[] run(float[] input, int batch, int sequence, int[] lengths, boolean prompts) {
      MemorySegment packed = filled(input.length, i -> input[i]);
      MemorySegment less = arena.allocate(batch * 4L, 4);
      for (int row = 0; row < batch; row++) {
        less.setAtIndex(ValueLayout.JAVA_INT, row, lengths[row] - 1);
      }
      int floats = batch * sequence * model.heads() * model.length();
      MemorySegment output = filled(floats, i -> Float.NaN);
      long key = packed.address() + (long) model.heads() * model.length() * 4;
      Attention attention =
          new Attention(
              new Operands(
                  model.heads(),
                  model.kvHeads(),
                  model.length(),
                  0.125f,
                  batch,
                  sequence,
                  capacity,
                  packed.address(),
                  model.row(),
                  key,
                  key + (long) model.kvHeads() * model.length() * 4,
                  model.row(),
                  keys.address(),
                  values.address(),
                  less.address(),
                  prompts,
                  new Rotary(
                      POSITIONS,
                      model.half(),
                      cosines.address(),
                      sines.address(),
                      model.interleaved()),
                  output.address()));
      assertThat(attention.fits()).isTrue();
      attention.append();
      IntStream.range(0, attention.tasks()).parallel().forEach(attention::run);
      return output.asSlice(0, floats * 4L).toArray(ValueLayout.JAVA_FLOAT);
    }

    @Override
    public void close() {
      arena.close();
    }
  }

  private static float[] tokens(Random random, int count, Model model) {
    float[] tokens = new float[count * model.row()];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = (float) random.nextGaussian();
    }
    return tokens;
  }

  /** A head of a token, rotated for its position. */
  private static double[] rotated(Model model, float[] tokens, int token, int head) {
    double[] vector = new double[model.length()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = tokens[token * model.row() + head * model.length() + i];
    }
    double[] rotated = vector.clone();
    for (int i = 0; i < model.half(); i++) {
      double angle = token * Math.pow(10_000, -i / (double) model.half());
      int one = model.interleaved() ? 2 * i : i;
      int other = model.interleaved() ? 2 * i + 1 : i + model.half();
      rotated[one] = vector[one] * Math.cos(angle) - vector[other] * Math.sin(angle);
      rotated[other] = vector[other] * Math.cos(angle) + vector[one] * Math.sin(angle);
    }
    return rotated;
  }

  private static double[] formula(Model model, float[] tokens, int token, int head) {
    int kvHead = head / (model.heads() / model.kvHeads());
    double[] query = rotated(model, tokens, token, head);
    double[] weights = new double[token + 1];
    for (int other = 0; other <= token; other++) {
      double[] key = rotated(model, tokens, other, model.heads() + kvHead);
      double product = 0;
      for (int i = 0; i < key.length; i++) {
        product += query[i] * key[i];
      }
      weights[other] = Math.exp(0.125 * product);
    }
    double sum = Arrays.stream(weights).sum();
    double[] result = new double[model.length()];
    for (int other = 0; other <= token; other++) {
      int at = other * model.row() + (model.heads() + model.kvHeads() + kvHead) * model.length();
      for (int i = 0; i < result.length; i++) {
        result[i] += weights[other] / sum * tokens[at + i];
      }
    }
    return result;
  }

  @Test
  void computesTheFormulaOverChunksAndSteps() {
    for (long seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      Model model = Model.of(random);
      int length = 1 + random.nextInt(200);
      float[] tokens = tokens(random, length, model);
      try (Cache cache = new Cache(model, 1, length)) {
        for (int done = 0; done < length; ) {
          int count = random.nextBoolean() ? 1 : 1 + random.nextInt(length - done);
          float[] piece =
              Arrays.copyOfRange(tokens, done * model.row(), (done + count) * model.row());
          float[] output = cache.run(piece, 1, count, new int[] {done + count}, false);
          int token = random.nextInt(count);
          int head = random.nextInt(model.heads());
          double[] wanted = formula(model, tokens, done + token, head);
          for (int i = 0; i < wanted.length; i++) {
            assertThat((double) output[(token * model.heads() + head) * model.length() + i])
                .as("seed %d, %s, token %d, head %d, %d", seed, model, done + token, head, i)
                .isCloseTo(wanted[i], offset(2e-5));
          }
          done += count;
        }
      }
    }
  }

  @Test
  void notABitDependsOnChunksOrCompany() {
    for (long seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      Model model = Model.of(random);
      int rows = 1 + random.nextInt(6);
      int[] lengths = random.ints(rows, 1, 150).toArray();
      float[][] tokens = new float[rows][];
      float[][] alone = new float[rows][];
      for (int row = 0; row < rows; row++) {
        tokens[row] = tokens(random, lengths[row], model);
        try (Cache cache = new Cache(model, 1, POSITIONS)) {
          alone[row] = cache.run(tokens[row], 1, lengths[row], new int[] {lengths[row]}, true);
        }
      }
      try (Cache cache = new Cache(model, rows, 150)) {
        // All but the last tokens as padded prompts, the last together.
        int longest = Arrays.stream(lengths).max().orElseThrow();
        float[] prompts = new float[rows * longest * model.row()];
        float[] last = new float[rows * model.row()];
        for (int row = 0; row < rows; row++) {
          System.arraycopy(
              tokens[row], 0, prompts, row * longest * model.row(), tokens[row].length);
          System.arraycopy(
              tokens[row], tokens[row].length - model.row(), last, row * model.row(), model.row());
        }
        float[] together = cache.run(prompts, rows, longest, lengths, true);
        float[] stepped = cache.run(last, rows, 1, lengths, false);
        int width = model.heads() * model.length();
        for (int row = 0; row < rows; row++) {
          String what = "seed " + seed + ", " + model + ", row " + row;
          float[] got =
              Arrays.copyOfRange(
                  together, row * longest * width, (row * longest + lengths[row]) * width);
          assertThat(got).as(what).isEqualTo(alone[row]);
          assertThat(Arrays.copyOfRange(stepped, row * width, (row + 1) * width))
              .as(what)
              .isEqualTo(
                  Arrays.copyOfRange(alone[row], (lengths[row] - 1) * width, lengths[row] * width));
          float[] padding =
              Arrays.copyOfRange(
                  together, (row * longest + lengths[row]) * width, (row + 1) * longest * width);
          assertThat(padding).as(what).isEqualTo(new float[padding.length]);
        }
      }
    }
  }

  @Test
  void tellsWhenARowIsLongerThanItsCache() {
    try (Arena arena = Arena.ofConfined()) {
      long lengths = arena.allocateFrom(ValueLayout.JAVA_INT, 4, 3).address();
      assertThat(new Attention(row(lengths, Rotary.NONE)).fits()).isFalse();
      assertThat(new Attention(row(lengths + 4, Rotary.NONE)).fits()).isTrue();
      Rotary shortTables = new Rotary(3, 4, 0, 0, false);
      assertThat(new Attention(row(lengths + 4, shortTables)).fits()).isFalse();
    }
  }

  /** A row in a cache of four positions. */
  private static Operands row(long lengths, Rotary rotary) {
    return new Operands(1, 1, 8, 1, 1, 1, 4, 0, 24, 0, 0, 24, 0, 0, lengths, false, rotary, 0);
  }
}
