package ai.adjutant.inference.engine;

import ai.adjutant.inference.engine.Plan.Chunk;
import ai.adjutant.inference.engine.Snapshot.Item;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides the next step: a pure function.
 *
 * <p>Requests are admitted in the order of their coming, as long as there are slots and positions;
 * none overtakes, so none starves. Each step takes in a chunk of at most one prompt, of all prompts
 * the one that was served longest ago, and decodes one token for every sequence that is past its
 * prompt. While sequences decode, a chunk is kept so short that it stalls them for no more than
 * {@value #STALL} of their steps.
 */
final class Scheduler {
  /** Decoding steps that a chunk may take the time of. */
  static final double STALL = 1.8;

  /** Fewer tokens than this cost nearly as much as this many. */
  static final int CHUNK_MIN = 8;

  /**
   * Tokens of a chunk whose bounds may depend on nothing but the prompt: short enough not to stall
   * others, long enough to pay.
   */
  static final int CHUNK_FIXED = 16;

  private Scheduler() {}

  static Plan plan(Snapshot snapshot) {
    List<Long> givenUp = new ArrayList<>();
    List<Long> expired = new ArrayList<>();
    List<Item> waiting = kept(snapshot.waiting(), snapshot.nowNanos(), givenUp, expired);
    List<Item> running = kept(snapshot.running(), snapshot.nowNanos(), givenUp, expired);
    List<Long> admitted = new ArrayList<>();
    admit(snapshot, waiting, running, admitted);
    List<Long> decoding = new ArrayList<>();
    boolean fixedShape = false;
    for (Item item : running) {
      if (item.promptLeft() == 0) {
        decoding.add(item.id());
        fixedShape |= item.deterministic();
      }
    }
    Optional<Chunk> chunk =
        running.stream()
            .filter(item -> item.promptLeft() > 0)
            .min(Comparator.comparingLong(Item::servedStep).thenComparingLong(Item::id))
            .map(item -> new Chunk(item.id(), tokens(item, snapshot.costs(), !decoding.isEmpty())));
    return new Plan(givenUp, expired, admitted, chunk, decoding, fixedShape);
  }

  private static List<Item> kept(
      List<Item> items, long nowNanos, List<Long> givenUp, List<Long> expired) {
    List<Item> kept = new ArrayList<>(items.size());
    for (Item item : items) {
      if (item.givenUp()) {
        givenUp.add(item.id());
      } else if (item.deadlineNanos() - nowNanos <= 0) {
        expired.add(item.id());
      } else {
        kept.add(item);
      }
    }
    return kept;
  }

  private static void admit(
      Snapshot snapshot, List<Item> waiting, List<Item> running, List<Long> admitted) {
    long reserved = running.stream().mapToLong(Item::reserved).sum();
    for (Item item : waiting) {
      reserved += item.reserved();
      if (running.size() == snapshot.bounds().slots() || reserved > snapshot.bounds().positions()) {
        return;
      }
      running.add(item);
      admitted.add(item.id());
    }
  }

  private static int tokens(Item item, Snapshot.Costs costs, boolean others) {
    int most = Math.min(item.promptLeft(), item.chunkMax());
    if (item.deterministic()) {
      return Math.min(most, CHUNK_FIXED);
    }
    if (!others || costs.decodeNanos() <= 0 || costs.prefillNanosPerToken() <= 0) {
      return others ? Math.min(most, CHUNK_FIXED) : most;
    }
    double affordable = STALL * costs.decodeNanos() / costs.prefillNanosPerToken();
    return (int) Math.min(most, Math.max(CHUNK_MIN, affordable));
  }
}
