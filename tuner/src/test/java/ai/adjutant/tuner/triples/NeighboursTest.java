package ai.adjutant.tuner.triples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Wrong passages share words with the question, and do not answer it. */
final class NeighboursTest {
  private static final String RIGHT = "The blue phone's battery lasts two days.";

  @Test
  void nearestFirstWithoutTheRightOnesOrStrangers() {
    Neighbours neighbours =
        new Neighbours(
            List.of(
                RIGHT,
                RIGHT,
                "The red phone's battery is removable.",
                "A battery store sells every kind of charger, cable, plug and lamp.",
                "Another blue phone: its battery lasts TWO DAYS as well.",
                "Whales sing."));
    Triple triple =
        new Triple(
            "s",
            RIGHT,
            "How long does the phone battery last?",
            List.of(new Triple.Answer("two days", 31)),
            true);
    assertThat(neighbours.wrongOnes(triple, 5))
        .containsExactly(
            "The red phone's battery is removable.",
            "A battery store sells every kind of charger, cable, plug and lamp.");
    assertThat(neighbours.wrongOnes(triple, 1)).hasSize(1);
  }
}
