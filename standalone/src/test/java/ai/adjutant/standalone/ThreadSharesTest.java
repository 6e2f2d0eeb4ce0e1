package ai.adjutant.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.threads.ThreadBudget;
import ai.adjutant.inference.embed.EmbedSettings;
import ai.adjutant.inference.engine.EngineSettings;
import ai.adjutant.retriever.index.IndexSettings;
import ai.adjutant.retriever.parse.ParseSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the budget of threads is shared out where nothing else is set. */
final class ThreadSharesTest {
  private static List<Integer> shares(int threads) {
    ThreadBudget budget = ThreadBudget.of(threads);
    return List.of(
        Schema.defaults(EngineSettings.class).within(budget).threadCount(),
        Schema.defaults(EmbedSettings.class).within(budget).threadCount(),
        Schema.defaults(IndexSettings.class).within(budget).mergeThreadCount(),
        Schema.defaults(ParseSettings.class).within(budget).processCount());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1, 1",
    "2, 2, 2, 1, 2",
    "4, 4, 4, 1, 2",
    "16, 8, 16, 4, 4",
    "64, 8, 64, 4, 4"
  })
  void sharesOut(int threads, int generation, int embedding, int merges, int parsers) {
    assertThat(shares(threads)).containsExactly(generation, embedding, merges, parsers);
  }

  @Test
  void givesEveryUseAThreadAndNoneMoreThanAll() {
    List<Integer> before = shares(1);
    for (int threads = 1; threads <= ThreadBudget.THREADS_MAX; threads++) {
      int budget = threads;
      List<Integer> shares = shares(threads);
      assertThat(shares).allMatch(count -> count >= 1 && count <= budget);
      for (int use = 0; use < shares.size(); use++) {
        assertThat(shares.get(use)).isGreaterThanOrEqualTo(before.get(use));
      }
      before = shares;
    }
  }

  @Test
  void whatIsSetIsNotShared() {
    assertThat(new EngineSettings(3, 1, 1, 1 << 20).within(ThreadBudget.of(1)).threadCount())
        .isEqualTo(3);
  }
}
