package ai.adjutant.inference.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchesTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void putsEveryTextIntoOneShortRunAmongItsLike(long seed) {
    Random random = new Random(seed);
    List<Integer> lengths =
        IntStream.range(0, random.nextInt(300))
            .map(i -> 1 + random.nextInt(1 << random.nextInt(11)))
            .boxed()
            .toList();
    List<List<Integer>> groups = Batches.of(lengths);
    assertThat(groups.stream().flatMap(List::stream))
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, lengths.size()).boxed().toList());
    assertThat(groups)
        .allSatisfy(group -> {
          int longest = group.stream().mapToInt(lengths::get).max().orElseThrow();
          assertThat(group.size() == 1 || group.size() * longest <= Batches.RUN_TOKENS_MAX)
              .as("seed %d, %d texts of up to %d", seed, group.size(), longest)
              .isTrue();
        });
    assertThat(groups.stream().flatMap(List::stream).map(lengths::get))
        .as("seed %d: neighbours are of like length", seed)
        .isSorted();
  }

  @Test
  void goesToTheBoundAndNoFurther() {
    assertThat(Batches.of(List.of(64, 64, 64, 64, 64))).hasSize(2);
    assertThat(Batches.of(List.of(128, 128))).hasSize(1);
    assertThat(Batches.of(List.of(128, 129))).hasSize(2);
    assertThat(Batches.of(Collections.nCopies(17, 1))).hasSize(2);
    assertThat(Batches.of(List.of(512))).containsExactly(List.of(0));
    assertThat(Batches.of(List.of())).isEmpty();
  }

  @Test
  void guessesFromCharacters() {
    List<String> texts = Stream.of(762, 10, 763, 40).map("x"::repeat).toList();
    assertThat(Batches.guessed(texts)).containsExactly(List.of(1, 3), List.of(0), List.of(2));
  }
}
