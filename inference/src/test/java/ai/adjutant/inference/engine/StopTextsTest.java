package ai.adjutant.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StopTextsTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void findsTheFirstStopHoweverTheTextIsCut(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      String text = letters(random, random.nextInt(30));
      List<String> stops =
          List.of(letters(random, 1 + random.nextInt(4)), letters(random, 1 + random.nextInt(4)));
      StopTexts watch = new StopTexts(stops);
      StringBuilder out = new StringBuilder();
      int from = 0;
      while (from < text.length() && !watch.found()) {
        int to = Math.min(text.length(), from + 1 + random.nextInt(3));
        out.append(watch.add(text.substring(from, to)));
        from = to;
      }
      out.append(watch.rest());
      assertThat(out.toString())
          .as("seed %d, text %s, stops %s", seed, text, stops)
          .satisfiesAnyOf(
              kept -> assertThat(kept).isEqualTo(upToFirst(text, stops)),
              // Of two stops that overlap, the one that is whole first ends the text.
              kept -> assertThat(stops).anyMatch(stop -> text.startsWith(kept + stop)));
      assertThat(watch.found()).isEqualTo(stops.stream().anyMatch(text::contains));
    }
  }

  private static String upToFirst(String text, List<String> stops) {
    int first =
        stops.stream().mapToInt(text::indexOf).filter(at -> at >= 0).min().orElse(text.length());
    return text.substring(0, first);
  }

  private static String letters(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(3)));
    }
    return text.toString();
  }
}
