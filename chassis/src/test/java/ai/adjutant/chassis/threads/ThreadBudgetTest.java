package ai.adjutant.chassis.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The budget is shared out by one rule, the same everywhere. */
final class ThreadBudgetTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1, 1",
    "2, 2, 2, 1, 2",
    "4, 4, 4, 1, 2",
    "16, 8, 16, 4, 4",
    "64, 8, 64, 4, 4"
  })
  void sharesOut(int threads, int generation, int embedding, int merges, int parsers) {
    assertThat(ThreadBudget.of(threads))
        .isEqualTo(new ThreadBudget(generation, embedding, merges, parsers));
  }

  @Test
  void givesEveryUseAThreadAndNoneMoreThanAll() {
    ThreadBudget before = ThreadBudget.of(1);
    for (int threads = 1; threads <= ThreadBudget.THREADS_MAX; threads++) {
      ThreadBudget budget = ThreadBudget.of(threads);
      assertThat(shares(budget)).allMatch(count -> count >= 1).allMatch(within(threads));
      for (int use = 0; use < shares(budget).size(); use++) {
        assertThat(shares(budget).get(use)).isGreaterThanOrEqualTo(shares(before).get(use));
      }
      before = budget;
    }
  }

  private static Predicate<Integer> within(int threads) {
    return count -> count <= threads;
  }

  private static List<Integer> shares(ThreadBudget budget) {
    return List.of(budget.generation(), budget.embedding(), budget.merges(), budget.parsers());
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 257})
  void refusesWhatIsNoBudget(int threads) {
    assertThatThrownBy(() -> ThreadBudget.of(threads))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 256");
  }
}
