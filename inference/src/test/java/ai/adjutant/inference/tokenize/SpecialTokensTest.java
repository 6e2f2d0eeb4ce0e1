package ai.adjutant.inference.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecialTokensTest {
  private static final String[] SIGNS = {"<", ">", "a", "|", "\uD83D\uDE80", "\uFFFF"};

  /** Held against an expression that tries each token at each place. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void breaksTheLongestTokenAtEachPlace(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<String> tokens = new ArrayList<>();
      for (int i = random.nextInt(8); i >= 0; i--) {
        tokens.add(text(random, 2 + random.nextInt(4)));
      }
      String text = text(random, 40);
      assertThat(new SpecialTokens(tokens).broken(text))
          .as("seed %d, round %d, %s in %s", seed, round, tokens, text)
          .isEqualTo(slow(tokens, text));
    }
  }

  @Test
  @Timeout(20)
  void findsAHundredThousandInALongText() {
    SpecialTokens tokens =
        new SpecialTokens(IntStream.range(0, 100_000).mapToObj(i -> "<" + i + "|>").toList());
    String text = "<99999".repeat(150_000) + "<7|>";
    assertThat(tokens.broken(text)).endsWith("<99999< 7|>");
  }

  private static String text(Random random, int signs) {
    return IntStream.range(0, signs)
        .mapToObj(i -> SIGNS[random.nextInt(SIGNS.length)])
        .collect(Collectors.joining());
  }

  private static String slow(List<String> tokens, String text) {
    String any =
        tokens.stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    return Pattern.compile(any)
        .matcher(text)
        .replaceAll(found -> {
          String token = found.group();
          int first = token.offsetByCodePoints(0, 1);
          return Matcher.quoteReplacement(token.substring(0, first) + " " + token.substring(first));
        });
  }
}
