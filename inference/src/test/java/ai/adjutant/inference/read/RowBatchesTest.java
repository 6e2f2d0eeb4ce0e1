package ai.adjutant.inference.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowBatchesTest {
  @Test
  void givesEveryThreadSomeOfAQuestion() {
    assertThat(RowBatches.of(Collections.nCopies(8, 30), 2))
        .containsExactly(List.of(0, 1, 2, 3), List.of(4, 5, 6, 7));
    assertThat(RowBatches.of(Collections.nCopies(4, 50), 1)).containsExactly(List.of(0, 1, 2, 3));
  }

  @Test
  void putsRowsOfLikeLengthTogetherAndNeverTooMany() {
    assertThat(RowBatches.of(List.of(10, 384, 12, 380, 384), 1))
        .containsExactly(List.of(1), List.of(4), List.of(3), List.of(2, 0));
    for (List<Integer> batch : RowBatches.of(Collections.nCopies(256, 60), 2)) {
      assertThat(batch.size() * 60).isLessThanOrEqualTo(RowBatches.RUN_TOKENS_MAX);
    }
  }

  @Test
  void aRowBeyondTheBoundGoesAlone() {
    assertThat(RowBatches.of(List.of(2_000, 2_000), 1)).containsExactly(List.of(0), List.of(1));
  }
}
