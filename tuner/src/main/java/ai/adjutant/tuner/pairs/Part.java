package ai.adjutant.tuner.pairs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/** Which examples are made: those to learn from or those to measure by; they share no passage. */
public enum Part {
  /** To learn from: nine passages in ten, and one half of the vocabularies. */
  TRAIN(0),
  /** To measure by: one passage in ten, and the other half of the vocabularies. */
  TEST(1);

  private static final int TEST_OF = 10;

  private final int first;

  Part(int first) {
    this.first = first;
  }

  /** Whether a passage is this part's; the same words in another spelling go to the same part. */
  boolean takes(String passage) {
    String folded = passage.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    CRC32 sum = new CRC32();
    sum.update(folded.getBytes(StandardCharsets.UTF_8));
    return (sum.getValue() % TEST_OF == 0) == (this == TEST);
  }

  /** This part's half of a vocabulary: every second entry. */
  <T> List<T> half(List<T> all) {
    List<T> half = new ArrayList<>();
    for (int i = first; i < all.size(); i += 2) {
      half.add(all.get(i));
    }
    return half;
  }
}
