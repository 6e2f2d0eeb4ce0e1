package ai.adjutant.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.inference.engine.Decoder.LogitsMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every decoder promises, whatever runs it. */
abstract class DecoderContract {
  /** A decoder with a context of at least 40 tokens and at least 3 slots. */
  abstract Decoder open();

  /** By how much logits may differ that are computed in another order. */
  float rounding() {
    return 1e-4f;
  }

  @Test
  void rememberingGivesWhatReadingAnewGives() {
    try (Decoder decoder = open()) {
      long seed = 7;
      long[] tokens = tokens(decoder, 14, seed);
      List<float[]> atOnce = run(decoder, tokens, tokens.length);
      List<float[]> oneByOne = run(decoder, tokens, 1);
      List<float[]> byFive = run(decoder, tokens, 5);
      for (int i = 0; i < tokens.length; i++) {
        assertClose(oneByOne.get(i), atOnce.get(i), "token " + i + ", seed " + seed);
        assertClose(byFive.get(i), atOnce.get(i), "token " + i + ", seed " + seed);
      }
    }
  }

  @Test
  void decodingGivesWhatReadingGives() {
    try (Decoder decoder = open()) {
      long[] tokens = tokens(decoder, 20, 3);
      List<float[]> read = run(decoder, tokens, 10);
      int slot = decoder.begin();
      decoder.prefill(slot, tokens, 0, 10, LogitsMode.LAST);
      assertClose(row(decoder, 0), read.get(9), "last of the prompt");
      for (int i = 10; i < tokens.length; i++) {
        decoder.decode(new int[] {slot}, new long[] {tokens[i]}, 1, i % 2 == 0);
        assertClose(row(decoder, 0), read.get(i), "token " + i);
      }
      decoder.end(slot);
    }
  }

  @Test
  void sequencesDoNotDisturbEachOther() {
    try (Decoder decoder = open()) {
      long seed = 11;
      Random random = new Random(seed);
      List<long[]> sequences = new ArrayList<>();
      List<List<float[]>> alone = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        sequences.add(tokens(decoder, 8 + random.nextInt(20), seed + i));
        alone.add(run(decoder, sequences.get(i), 4));
      }
      weave(decoder, random, sequences, alone);
    }
  }

  /** Random prefills and decodes of several sequences, each checked against itself alone. */
  private void weave(
      Decoder decoder, Random random, List<long[]> sequences, List<List<float[]>> alone) {
    int lanes = Math.min(3, decoder.info().slots());
    int[] slots = new int[lanes];
    int[] which = new int[lanes];
    int nextSequence = 0;
    for (int lane = 0; lane < lanes; lane++) {
      slots[lane] = decoder.begin();
      which[lane] = nextSequence++;
    }
    for (int step = 0; step < 120; step++) {
      int lane = random.nextInt(lanes);
      long[] tokens = sequences.get(which[lane]);
      int length = decoder.length(slots[lane]);
      if (length == tokens.length) {
        decoder.end(slots[lane]);
        slots[lane] = decoder.begin();
        which[lane] = nextSequence++ % sequences.size();
      } else if (length == 0 || random.nextInt(4) == 0) {
        int count = Math.min(1 + random.nextInt(5), tokens.length - length);
        decoder.prefill(slots[lane], tokens, length, count, LogitsMode.LAST);
        assertClose(
            row(decoder, 0), alone.get(which[lane]).get(length + count - 1), "prefill " + step);
      } else {
        decodeSome(decoder, random, slots, which, sequences, alone, step);
      }
    }
    for (int slot : slots) {
      decoder.end(slot);
    }
  }

  private void decodeSome(
      Decoder decoder,
      Random random,
      int[] slots,
      int[] which,
      List<long[]> sequences,
      List<List<float[]>> alone,
      int step) {
    int[] stepping = new int[slots.length];
    long[] tokens = new long[slots.length];
    int[] lanes = new int[slots.length];
    int count = 0;
    for (int lane = slots.length - 1; lane >= 0; lane--) {
      int length = decoder.length(slots[lane]);
      if (length > 0 && length < sequences.get(which[lane]).length && random.nextInt(3) > 0) {
        lanes[count] = lane;
        stepping[count] = slots[lane];
        tokens[count++] = sequences.get(which[lane])[length];
      }
    }
    if (count == 0) {
      return;
    }
    decoder.decode(stepping, tokens, count, random.nextBoolean());
    for (int i = 0; i < count; i++) {
      int length = decoder.length(stepping[i]);
      assertClose(
          row(decoder, i), alone.get(which[lanes[i]]).get(length - 1), "decode in step " + step);
    }
  }

  @Test
  void countsItsTokens() {
    try (Decoder decoder = open()) {
      int slot = decoder.begin();
      assertThat(decoder.length(slot)).isZero();
      decoder.prefill(slot, new long[] {9, 1, 2, 3}, 1, 3, LogitsMode.NONE);
      decoder.decode(new int[] {slot}, new long[] {4}, 1, false);
      assertThat(decoder.length(slot)).isEqualTo(4);
    }
  }

  @Test
  void refusesNothingAndMoreThanItsContext() {
    try (Decoder decoder = open()) {
      int slot = decoder.begin();
      DecoderInfo info = decoder.info();
      assertThatThrownBy(() -> decoder.prefill(slot, new long[1], 0, 0, LogitsMode.LAST))
          .isInstanceOf(IllegalArgumentException.class);
      while (decoder.length(slot) < info.contextLength()) {
        int left = info.contextLength() - decoder.length(slot);
        int count = Math.min(left, info.chunkMax());
        decoder.prefill(slot, new long[count], 0, count, LogitsMode.NONE);
      }
      assertThatThrownBy(() -> decoder.prefill(slot, new long[1], 0, 1, LogitsMode.LAST))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void givesNumbersForEveryTokenOfTheVocabulary() {
    try (Decoder decoder = open()) {
      decoder.prefill(decoder.begin(), new long[] {0}, 0, 1, LogitsMode.LAST);
      double sum = 0;
      for (float logit : row(decoder, 0)) {
        sum += logit;
      }
      assertThat(sum).isFinite();
    }
  }

  private static List<float[]> run(Decoder decoder, long[] tokens, int chunk) {
    List<float[]> rows = new ArrayList<>();
    int slot = decoder.begin();
    for (int from = 0; from < tokens.length; from += chunk) {
      int count = Math.min(chunk, tokens.length - from);
      decoder.prefill(slot, tokens, from, count, LogitsMode.ALL);
      for (int row = 0; row < count; row++) {
        rows.add(row(decoder, row));
      }
    }
    decoder.end(slot);
    return rows;
  }

  private void assertClose(float[] actual, float[] expected, String what) {
    assertThat(actual).as(what).usingComparatorWithPrecision(rounding()).containsExactly(expected);
  }

  private static float[] row(Decoder decoder, int row) {
    float[] target = new float[decoder.info().vocabularySize()];
    decoder.logits(row, target);
    return target;
  }

  private static long[] tokens(Decoder decoder, int count, long seed) {
    return new Random(seed).longs(count, 0, decoder.info().vocabularySize()).toArray();
  }
}
