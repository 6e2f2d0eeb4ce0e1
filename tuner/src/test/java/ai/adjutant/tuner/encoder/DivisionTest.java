package ai.adjutant.tuner.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Questions are divided the same way each time, and those of one matter together. */
final class DivisionTest {
  private static List<OwnQuestion> questions() {
    List<OwnQuestion> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(new OwnQuestion("q" + i, 0, Set.of("d"), "p", "matter " + i / 2));
    }
    return all;
  }

  private static Set<String> texts(List<OwnQuestion> questions) {
    return questions.stream().map(OwnQuestion::text).collect(Collectors.toSet());
  }

  private static Set<String> keys(List<OwnQuestion> questions) {
    return questions.stream().map(OwnQuestion::key).collect(Collectors.toSet());
  }

  @Test
  void dividesByContentAlone() {
    Division division = Division.of(questions(), 0.5, 17);
    assertThat(division.first()).hasSizeBetween(30, 70);
    assertThat(keys(division.first())).doesNotContainAnyElementsOf(keys(division.second()));
    List<OwnQuestion> shuffled = new ArrayList<>(questions());
    Collections.shuffle(shuffled, new Random(3));
    assertThat(texts(Division.of(shuffled, 0.5, 17).first()))
        .isEqualTo(texts(division.first()))
        .isNotEqualTo(texts(Division.of(shuffled, 0.5, 18).first()));
    Set<String> of30 = texts(Division.of(questions().subList(0, 30), 0.5, 17).first());
    assertThat(texts(division.first())).as("others change nothing").containsAll(of30);
  }
}
