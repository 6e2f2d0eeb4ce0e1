package ai.adjutant.inference.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every encoder of texts promises, whatever computes its vectors. */
@Timeout(60)
abstract class TextEncoderContract {
  private static final long SEED = 20_261_130;

  /** A fresh encoder, which its test closes. */
  abstract TextEncoder open();

  @Test
  void givesEachTextAVectorOfLengthOne() {
    try (TextEncoder encoder = open()) {
      List<TextVector> vectors = encoder.encode(texts(20));
      assertThat(vectors).hasSize(20);
      for (TextVector vector : vectors) {
        assertThat(vector.values()).hasSize(encoder.info().dimensions());
        double squares = 0;
        for (float value : vector.values()) {
          squares += value * value;
        }
        assertThat(squares).isCloseTo(1, within(1e-5));
      }
    }
  }

  @Test
  void givesATextTheSameBitsInAnyCompany() {
    try (TextEncoder encoder = open()) {
      Random random = new Random(SEED);
      List<String> texts = texts(24);
      List<TextVector> alone =
          texts.stream().map(text -> encoder.encode(List.of(text)).getFirst()).toList();
      for (int round = 0; round < 5; round++) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
          order.add(random.nextInt(texts.size())); // some twice, some not at all
        }
        List<TextVector> crowd = encoder.encode(order.stream().map(texts::get).toList());
        for (int i = 0; i < order.size(); i++) {
          assertSame(crowd.get(i), alone.get(order.get(i)), "round " + round + ", seed " + SEED);
        }
      }
    }
  }

  @Test
  void saysWhichTextsItCutAndHowLongTheyWere() {
    try (TextEncoder encoder = open()) {
      String tooLong = "fee ".repeat(encoder.info().contextLength() + 1);
      List<TextVector> vectors = encoder.encode(List.of("a", tooLong, "fee"));
      assertThat(vectors).extracting(TextVector::truncated).containsExactly(false, true, false);
      assertThat(vectors.get(0).tokenCount()).isBetween(1, encoder.info().contextLength());
      assertThat(vectors.get(1).tokenCount()).isGreaterThan(encoder.info().contextLength());
    }
  }

  @Test
  void severalThreadsMayCallAtOnce() throws Exception {
    try (TextEncoder encoder = open();
        ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<String> texts = texts(12);
      List<TextVector> expected = encoder.encode(texts);
      List<Future<List<TextVector>>> runs = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        runs.add(threads.submit(() -> encoder.encode(texts)));
      }
      for (Future<List<TextVector>> run : runs) {
        for (int i = 0; i < texts.size(); i++) {
          assertSame(run.get().get(i), expected.get(i), "text " + i);
        }
      }
    }
  }

  @Test
  void itsVectorsAreCopies() {
    try (TextEncoder encoder = open()) {
      TextVector vector = encoder.encode(List.of("fee")).getFirst();
      vector.values()[0] = 17;
      assertThat(vector.values()[0]).isNotEqualTo(17);
    }
  }

  @Test
  void saysWhatItIs() {
    try (TextEncoder encoder = open()) {
      EncoderInfo info = encoder.info();
      assertThat(info.name()).isNotBlank();
      assertThat(info.digest()).matches("([0-9a-f]{2})+");
      assertThat(info.dimensions()).isPositive();
      assertThat(info.contextLength()).isPositive();
      encoder.encode(List.of("fee"));
      assertThat(encoder.info()).isEqualTo(info);
    }
  }

  private static void assertSame(TextVector actual, TextVector expected, String what) {
    assertThat(actual.values()).as(what).containsExactly(expected.values());
    assertThat(actual.tokenCount()).as(what).isEqualTo(expected.tokenCount());
    assertThat(actual.truncated()).as(what).isEqualTo(expected.truncated());
  }

  /** Texts of different lengths, some beyond what short contexts hold. */
  private static List<String> texts(int count) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(String.join(" ", Collections.nCopies(1 + i % 7 * 5, "fee")) + " cost " + i);
    }
    return texts;
  }
}
