package ai.adjutant.inference.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.inference.testing.SyntheticDecoder;
import ai.adjutant.inference.testing.SyntheticEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairTokensTest {
  private static final String GERMAN = "Wie hoch ist die Gebühr? \uD83D\uDE80 u\u0308ber";
  private static final String KOREAN =
      "보증금은 40유로 \uD83D\uDC69\u200D\uD83D\uDCBB Zürich\n  café \uD83C\uDDE9\uD83C\uDDEA fee";

  @TempDir Path folder;

  @Test
  void cutsTheTextOfEachTokenOutOfItsText() {
    try (Tokenizer tokenizer = Tokenizer.read(SyntheticEncoder.tokenizerJson(), folder)) {
      PairTokens pair = tokenizer.encodePair(GERMAN, KOREAN);
      assertThat(cuts(pair, 0, GERMAN))
          .containsExactly(
              "Wi",
              "e",
              "hoc",
              "h",
              "ist",
              "die",
              "Ge",
              "bü",
              "hr",
              "?",
              "\uD83D\uDE80",
              "u\u0308ber");
      assertThat(cuts(pair, 1, KOREAN))
          .as("syllables are taken apart, and each part covers its syllable")
          .startsWith("보", "보", "증", "증", "증", "금", "금", "금", "은", "은", "은", "40", "유")
          .endsWith(
              "\uD83D\uDC69\u200D\uD83D\uDCBB",
              "Zürich",
              "café",
              "\uD83C\uDDE9\uD83C\uDDEA",
              "fee");
    }
  }

  @Test
  void specialTokensHaveNoPlace() {
    try (Tokenizer tokenizer = Tokenizer.read(SyntheticEncoder.tokenizerJson(), folder)) {
      PairTokens pair = tokenizer.encodePair("the fee", "a fee");
      int last = pair.length() - 1;
      assertThat(pair.part(last)).isEqualTo(-1);
      assertThat(pair.start(last)).isEqualTo(-1);
      assertThat(pair.end(last)).isEqualTo(-1);
      assertThat(pair.start(1)).isZero();
    }
  }

  @Test
  void placesAreTheSameFromAChildProcess() throws IOException {
    Path file = Files.write(folder.resolve("tokenizer.json"), SyntheticEncoder.tokenizerJson());
    try (Tokenizer here = Tokenizer.read(SyntheticEncoder.tokenizerJson(), folder);
        Tokenizer there = Tokenizer.contained(file, folder, Duration.ofMinutes(1))) {
      PairTokens expected = here.encodePair(GERMAN, KOREAN);
      PairTokens pair = there.encodePair(GERMAN, KOREAN);
      assertThat(pair.length()).isEqualTo(expected.length());
      for (int i = 0; i < pair.length(); i++) {
        assertThat(pair.start(i)).as("token %d", i).isEqualTo(expected.start(i));
        assertThat(pair.end(i)).as("token %d", i).isEqualTo(expected.end(i));
      }
    }
  }

  /** Tokens of a tokenizer of bytes are parts of characters: each covers its whole character. */
  @Test
  void aTokenOfAByteCoversItsCharacter() throws IOException {
    SyntheticDecoder.saying("x").writeTo(folder.resolve("bytes"));
    byte[] json = Files.readAllBytes(folder.resolve("bytes/tokenizer.json"));
    try (Tokenizer tokenizer = Tokenizer.read(json, folder)) {
      PairTokens pair = tokenizer.encodePair("aü", "\uD83D\uDE80b");
      assertThat(cuts(pair, 0, "aü")).containsExactly("a", "ü", "ü");
      assertThat(cuts(pair, 1, "\uD83D\uDE80b"))
          .containsExactly("\uD83D\uDE80", "\uD83D\uDE80", "\uD83D\uDE80", "\uD83D\uDE80", "b");
    }
  }

  @Test
  void placesAreInOrderAndNeverPartACharacter() {
    long seed = 20_261_130;
    Random random = new Random(seed);
    List<String> pieces =
        List.of(
            "fee",
            " ",
            "ü",
            "u\u0308",
            "\uD83D\uDE80",
            "보증금",
            "\uD83D\uDC69\u200D\uD83D\uDCBB",
            "é",
            "40",
            ", ",
            "\n");
    try (Tokenizer tokenizer = Tokenizer.read(SyntheticEncoder.tokenizerJson(), folder)) {
      for (int round = 0; round < 200; round++) {
        String[] texts = {drawn(random, pieces), drawn(random, pieces)};
        PairTokens pair = tokenizer.encodePair(texts[0], texts[1]);
        int[] reached = {0, 0};
        for (int i = 0; i < pair.length(); i++) {
          if (pair.part(i) >= 0) {
            String text = texts[pair.part(i)];
            String what = "token " + i + " of round " + round + ", seed " + seed;
            assertThat(pair.start(i)).as(what).isGreaterThanOrEqualTo(reached[pair.part(i)]);
            assertThat(pair.end(i)).as(what).isBetween(pair.start(i) + 1, text.length());
            assertThat(splits(text, pair.start(i)) || splits(text, pair.end(i))).as(what).isFalse();
            reached[pair.part(i)] = pair.start(i);
          }
        }
      }
    }
  }

  private static boolean splits(String text, int at) {
    return at > 0
        && at < text.length()
        && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
  }

  private static String drawn(Random random, List<String> pieces) {
    StringBuilder text = new StringBuilder();
    for (int i = 1 + random.nextInt(20); i > 0; i--) {
      text.append(pieces.get(random.nextInt(pieces.size())));
    }
    return text.toString();
  }

  private static List<String> cuts(PairTokens pair, int part, String text) {
    List<String> cuts = new ArrayList<>();
    for (int i = 0; i < pair.length(); i++) {
      if (pair.part(i) == part) {
        cuts.add(text.substring(pair.start(i), pair.end(i)));
      }
    }
    return cuts;
  }
}
