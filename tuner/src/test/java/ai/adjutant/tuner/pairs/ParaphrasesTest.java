package ai.adjutant.tuner.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Other words for the same question. */
final class ParaphrasesTest {
  @Test
  void saysTheSameInSixWays() {
    long seed = 3;
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Paraphrases rules = new Paraphrases();
    Map<String, String> said = new TreeMap<>();
    for (int i = 0; i < 200; i++) {
      rules
          .of("What is the main cost of the largest film?", random)
          .ifPresent(one -> said.put(one.kind(), one.text()));
    }
    assertThat(said)
        .containsEntry("turned", "largest film main cost?")
        .containsEntry("keywords", "main cost largest film")
        .containsEntry("dropped-articles", "what is main cost of largest film")
        .containsOnlyKeys(
            "turned", "keywords", "dropped-articles", "synonym", "indirect", "spoken");
    assertThat(said.get("indirect")).contains(" what the main cost of the largest film is");
    assertThat(said.get("synonym")).containsAnyOf("chief", "biggest", "movie");
    assertThat(said.get("spoken")).containsIgnoringCase("what is the main cost");
  }
}
