package ai.adjutant.tuner.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.tuner.model.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Batches hold every example once a pass, like lengths together, the same at each asking. */
final class BatchPlanTest {
  private static final List<Integer> LENGTHS =
      IntStream.range(0, 103).mapToObj(i -> 10 + (i * 37) % 200).toList();

  private static BatchPlan plan(int window, long seed) {
    return new BatchPlan(LENGTHS, 10, window, seed);
  }

  private static List<Integer> pass(BatchPlan plan, int number) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < plan.batchesInPass(); i++) {
      all.addAll(plan.batch((long) number * plan.batchesInPass() + i).examples());
    }
    return all;
  }

  @Test
  void everyPassHoldsEachExampleOnceButForTheRest() {
    for (int number = 0; number < 5; number++) {
      assertThat(pass(plan(4, 1), number)).hasSize(100).doesNotHaveDuplicates();
    }
    assertThat(pass(plan(4, 1), 0)).isNotEqualTo(pass(plan(4, 1), 1));
    assertThat(pass(plan(4, 1), 0)).isNotEqualTo(pass(plan(4, 2), 0));
  }

  @Test
  void anyBatchIsKnownWithoutThoseBefore() {
    BatchPlan straight = plan(4, 1);
    List<Batch> inOrder = IntStream.range(0, 30).mapToObj(straight::batch).toList();
    BatchPlan jumping = plan(4, 1);
    assertThat(jumping.batch(29)).isEqualTo(inOrder.get(29));
    assertThat(jumping.batch(3)).isEqualTo(inOrder.get(3));
    assertThat(inOrder.stream().map(Batch::seed)).doesNotHaveDuplicates();
  }

  @Test
  void likeLengthsComeTogether() {
    assertThat(tokens(plan(10, 1))).isLessThan(tokens(plan(1, 1)) * 7 / 10);
  }

  private static long tokens(BatchPlan plan) {
    return IntStream.range(0, 10).mapToLong(i -> plan.tokens(plan.batch(i))).sum();
  }

  @Test
  void refusesBatchesThatExamplesCannotFill() {
    assertThatThrownBy(() -> new BatchPlan(LENGTHS, 104, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new BatchPlan(LENGTHS, 103, 1, 1).batchesInPass()).isEqualTo(1);
  }
}
