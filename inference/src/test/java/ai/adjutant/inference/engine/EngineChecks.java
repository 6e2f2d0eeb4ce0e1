package ai.adjutant.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.inference.engine.Snapshot.Item;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What must hold of an engine between any two steps. */
final class EngineChecks {
  private final int slots;
  private final long positions;
  private long lastAdmitted = -1;
  private int sharedSteps;

  EngineChecks(int slots, long positions) {
    this.slots = slots;
    this.positions = positions;
  }

  int sharedSteps() {
    return sharedSteps;
  }

  void after(Snapshot before, Snapshot after, ScriptedDecoder decoder) {
    assertThat(after.running()).as("slots").hasSizeLessThanOrEqualTo(slots);
    assertThat(decoder.openSequences).as("slots taken").hasValue(after.running().size());
    assertThat(after.running().stream().mapToLong(Item::reserved).sum())
        .as("positions reserved")
        .isLessThanOrEqualTo(positions);
    assertNobodyOvertakes(before, after);
    assertTheGoneAreGone(before, after);
    assertOneChunkAtMost(before, after);
    sharedSteps +=
        before.running().stream().filter(item -> item.promptLeft() == 0).count() > 1 ? 1 : 0;
  }

  /** Requests are admitted in the order of their coming. */
  private void assertNobodyOvertakes(Snapshot before, Snapshot after) {
    List<Long> known = before.running().stream().map(Item::id).toList();
    for (Item item : after.running()) {
      if (!known.contains(item.id())) {
        assertThat(item.id()).as("order of admission").isGreaterThan(lastAdmitted);
        lastAdmitted = item.id();
      }
    }
    for (Item item : after.waiting()) {
      assertThat(item.id()).as("waits behind the last admitted").isGreaterThan(lastAdmitted);
    }
  }

  /** A cancelled or expired request has no slot after the next step. */
  private static void assertTheGoneAreGone(Snapshot before, Snapshot after) {
    for (Item item : before.running()) {
      if (gone(item, before)) {
        assertThat(after.running())
            .as("given back in the same step")
            .noneMatch(left -> left.id() == item.id());
      }
    }
  }

  private static boolean gone(Item item, Snapshot before) {
    return item.cancelled() || item.deadlineNanos() <= before.nowNanos();
  }

  /** A step takes in a part of one prompt, short beside others. */
  private static void assertOneChunkAtMost(Snapshot before, Snapshot after) {
    Map<Long, Item> now =
        after.running().stream().collect(Collectors.toMap(Item::id, Function.identity()));
    long decoding =
        before.running().stream()
            .filter(item -> item.promptLeft() == 0 && !gone(item, before))
            .count();
    long prompts =
        before.running().stream().filter(item -> item.promptLeft() > 0).count()
            + before.waiting().size();
    int served = 0;
    for (Item item : before.running()) {
      Item left = now.get(item.id());
      if (left != null && left.promptLeft() < item.promptLeft()) {
        served++;
        int count = item.promptLeft() - left.promptLeft();
        assertThat(count).as("a chunk").isLessThanOrEqualTo(ScriptedDecoder.CHUNK_MAX);
        if (item.deterministic() && left.promptLeft() > 0) {
          assertThat(count)
              .as("a chunk of fixed bounds")
              .isEqualTo(
                  Scheduler.CHUNK_FIXED - (item.promptLeft() == Scheduler.CHUNK_FIXED + 1 ? 1 : 0));
        }
        assertThat(left.promptLeft()).as("tokens left for a last chunk").isNotEqualTo(1);
        if (decoding > 0 && before.costs().decodeNanos() > 0) {
          double nanos = before.costs().chunkNanos() + count * before.costs().chunkNanosPerToken();
          double stall = Scheduler.STALL * before.costs().decodeNanos();
          double shared = Math.min(stall * prompts / decoding, Scheduler.STALL_MAX_NANOS);
          assertThat(nanos <= Math.max(stall, shared) || count <= Scheduler.CHUNK_FIXED)
              .as("a chunk of %d beside others", count)
              .isTrue();
        }
      }
    }
    assertThat(served).as("prompts served in a step").isLessThanOrEqualTo(1);
  }
}
