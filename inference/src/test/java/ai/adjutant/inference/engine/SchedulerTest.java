package ai.adjutant.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.inference.engine.Snapshot.Bounds;
import ai.adjutant.inference.engine.Snapshot.Costs;
import ai.adjutant.inference.engine.Snapshot.Item;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchedulerTest {
  private static final Costs COSTS = new Costs(10e6, 4e6, 1e6);

  private static Item item(long id, int promptLeft, long servedStep) {
    return new Item(id, promptLeft, 1, Long.MAX_VALUE, false, false, 512, servedStep);
  }

  private static Plan plan(long step, Costs costs, Item... running) {
    return Scheduler.plan(
        new Snapshot(0, step, List.of(), List.of(running), new Bounds(16, 1_000), costs));
  }

  private static Item[] crowd(int decoding, int prompts) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < decoding + prompts; i++) {
      items.add(item(i, i < decoding ? 0 : 300, -1));
    }
    return items.toArray(Item[]::new);
  }

  @Test
  void aPromptAloneIsTakenInWhole() {
    assertThat(plan(0, COSTS, item(1, 400, -1)).chunk()).contains(new Plan.Chunk(1, 400));
  }

  @Test
  void aPromptStallsThoseThatDecodeForLessThanTwoOfTheirSteps() {
    // (1.8 * 10 - 4) / 1
    assertThat(plan(0, COSTS, crowd(1, 1)).chunk()).contains(new Plan.Chunk(1, 14));
    assertThat(plan(0, COSTS, crowd(7, 1)).chunk()).contains(new Plan.Chunk(7, 14));
  }

  @Test
  void wherePromptsAreMoreThanStreamsTheyGetMoreOfTheTime() {
    // (1.8 * 10 * 3 - 4) / 1
    assertThat(plan(0, COSTS, crowd(2, 6)).chunk()).contains(new Plan.Chunk(2, 50));
  }

  @Test
  void noCrowdOfPromptsStallsAStreamForLong() {
    Costs slow = new Costs(100e6, 4e6, 1e6);
    assertThat(plan(0, slow, crowd(1, 15)).chunk()).contains(new Plan.Chunk(1, 196));
    assertThat(plan(0, new Costs(500e6, 4e6, 1e6), crowd(1, 1)).chunk())
        .as("but never less than a prompt alone may")
        .contains(new Plan.Chunk(1, 300));
  }

  @Test
  void theShortestPromptComesFirstAndTheLongestWaitingGetsItsTurn() {
    Item longest = item(1, 4_000, 3);
    Item shortest = item(2, 20, 7);
    for (long step = 0; step < 8; step++) {
      assertThat(plan(step, COSTS, longest, shortest).chunk().orElseThrow().id())
          .as("step %d", step)
          .isEqualTo(step % Scheduler.TURNS == Scheduler.TURNS - 1 ? 1 : 2);
    }
  }

  @Test
  void noLastChunkIsOfOneToken() {
    Item[] running = {item(1, 0, -1), item(2, 15, -1)};
    assertThat(plan(0, COSTS, running).chunk()).contains(new Plan.Chunk(2, 13));
  }

  @Test
  void amongEqualsTheFirstToComeIsFirst() {
    assertThat(plan(0, COSTS, item(4, 30, -1), item(9, 30, -1)).chunk().orElseThrow().id())
        .isEqualTo(4);
  }
}
