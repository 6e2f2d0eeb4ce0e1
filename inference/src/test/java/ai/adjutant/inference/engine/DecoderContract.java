package ai.adjutant.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every decoder promises, whatever runs it. */
abstract class DecoderContract {
  private static final float ROUNDING = 1e-4f;

  /** A decoder with a context of at least 40 tokens. */
  abstract Decoder open();

  @Test
  void rememberingGivesWhatReadingAnewGives() {
    try (Decoder decoder = open()) {
      long seed = 7;
      long[] tokens = tokens(decoder, 24, seed);
      List<float[]> atOnce = run(decoder, tokens, tokens.length);
      List<float[]> oneByOne = run(decoder, tokens, 1);
      List<float[]> byFive = run(decoder, tokens, 5);
      for (int i = 0; i < tokens.length; i++) {
        assertThat(oneByOne.get(i))
            .as("token %d, seed %d", i, seed)
            .usingComparatorWithPrecision(ROUNDING)
            .containsExactly(atOnce.get(i));
        assertThat(byFive.get(i))
            .as("token %d, seed %d", i, seed)
            .usingComparatorWithPrecision(ROUNDING)
            .containsExactly(atOnce.get(i));
      }
    }
  }

  @Test
  void sequencesDoNotDisturbEachOther() {
    try (Decoder decoder = open()) {
      long[] left = tokens(decoder, 12, 1);
      long[] right = tokens(decoder, 12, 2);
      List<float[]> alone = run(decoder, left, 1);
      List<float[]> woven = new ArrayList<>();
      try (Decoder.Sequence a = decoder.begin();
          Decoder.Sequence b = decoder.begin()) {
        for (int i = 0; i < left.length; i++) {
          woven.add(row(decoder, a.append(new long[] {left[i]}), 0));
          b.append(new long[] {right[i]});
        }
      }
      for (int i = 0; i < left.length; i++) {
        assertThat(woven.get(i)).containsExactly(alone.get(i));
      }
    }
  }

  @Test
  void countsItsTokens() {
    try (Decoder decoder = open();
        Decoder.Sequence sequence = decoder.begin()) {
      assertThat(sequence.length()).isZero();
      sequence.append(new long[] {1, 2, 3});
      sequence.append(new long[] {4});
      assertThat(sequence.length()).isEqualTo(4);
    }
  }

  @Test
  void refusesNothingAndMoreThanItsContext() {
    try (Decoder decoder = open();
        Decoder.Sequence sequence = decoder.begin()) {
      assertThatThrownBy(() -> sequence.append(new long[0]))
          .isInstanceOf(IllegalArgumentException.class);
      while (sequence.length() < decoder.contextLength()) {
        int room = decoder.contextLength() - sequence.length();
        sequence.append(new long[Math.min(room, decoder.chunkMax())]);
      }
      assertThatThrownBy(() -> sequence.append(new long[1]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void givesNumbersForEveryTokenOfTheVocabulary() {
    try (Decoder decoder = open();
        Decoder.Sequence sequence = decoder.begin()) {
      float[] logits = row(decoder, sequence.append(new long[] {0}), 0);
      double sum = 0;
      for (float logit : logits) {
        sum += logit;
      }
      assertThat(sum).isFinite();
    }
  }

  private static List<float[]> run(Decoder decoder, long[] tokens, int chunk) {
    List<float[]> rows = new ArrayList<>();
    try (Decoder.Sequence sequence = decoder.begin()) {
      for (int from = 0; from < tokens.length; from += chunk) {
        int to = Math.min(tokens.length, from + chunk);
        Decoder.Logits logits = sequence.append(Arrays.copyOfRange(tokens, from, to));
        for (int row = 0; row < to - from; row++) {
          rows.add(row(decoder, logits, row));
        }
      }
    }
    return rows;
  }

  private static float[] row(Decoder decoder, Decoder.Logits logits, int row) {
    float[] target = new float[decoder.vocabularySize()];
    logits.copy(row, target);
    return target;
  }

  private static long[] tokens(Decoder decoder, int count, long seed) {
    return new Random(seed).longs(count, 0, decoder.vocabularySize()).toArray();
  }
}
