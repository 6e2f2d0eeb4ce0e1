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
 * none overtakes, so none starves. Each step takes in a chunk of at most one prompt and decodes one
 * token for every sequence that is past its prompt.
 *
 * <p>The prompt with the fewest tokens left comes first, which gives first tokens soonest on
 * average; one step in {@value #TURNS} belongs to the prompt that was served longest ago, so that a
 * long one gets on among many short ones.
 *
 * <p>While sequences decode, a chunk is kept short. It stalls them for {@value #STALL} of their
 * steps; where more prompts wait than sequences decode, for as many times more, because each of
 * those waits as well. That stays below {@value #STALL_MAX_NANOS} ns, a pause that a reader does
 * not notice.
 */
final class Scheduler {
  /** Decoding steps that a chunk may take the time of. */
  static final double STALL = 1.8;

  /** Longest stall in favour of several prompts. */
  static final double STALL_MAX_NANOS = 200e6;

  /** Of so many steps one is for the prompt served longest ago. */
  static final int TURNS = 4;

  /** Fewer tokens than this cost up to twice as much each, and the prompt's own asker waits. */
  static final int CHUNK_MIN = 8;

  /**
   * Tokens of a chunk whose bounds may depend on nothing but the prompt: short enough not to stall
   * others, long enough to pay.
   */
  static final int CHUNK_FIXED = 16;

  private Scheduler() {}

  static Plan plan(Snapshot snapshot) {
    List<Long> cancelled = new ArrayList<>();
    List<Long> expired = new ArrayList<>();
    List<Item> waiting = kept(snapshot.waiting(), snapshot.nowNanos(), cancelled, expired);
    List<Item> running = kept(snapshot.running(), snapshot.nowNanos(), cancelled, expired);
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
            .min(order(snapshot.step()))
            .map(item ->
                new Chunk(
                    item.id(),
                    tokens(
                        item,
                        snapshot.costs(),
                        running.size() - decoding.size(),
                        decoding.size())));
    return new Plan(cancelled, expired, admitted, chunk, decoding, fixedShape);
  }

  private static Comparator<Item> order(long step) {
    Comparator<Item> order =
        step % TURNS == TURNS - 1
            ? Comparator.comparingLong(Item::servedStep)
            : Comparator.comparingInt(Item::promptLeft);
    return order.thenComparingLong(Item::id);
  }

  private static List<Item> kept(
      List<Item> items, long nowNanos, List<Long> cancelled, List<Long> expired) {
    List<Item> kept = new ArrayList<>(items.size());
    for (Item item : items) {
      if (item.cancelled()) {
        cancelled.add(item.id());
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

  /**
   * Tokens of a chunk. A last chunk of one token would be computed by another kernel than all
   * longer ones, so that its rounding would show where the chunks before it ended.
   */
  private static int tokens(Item item, Snapshot.Costs costs, int prompts, int decoding) {
    int count =
        Math.min(
            Math.min(item.promptLeft(), item.chunkMax()),
            affordable(item.deterministic(), costs, prompts, decoding));
    return item.promptLeft() - count == 1 && count > 1 ? count - 1 : count;
  }

  private static int affordable(
      boolean deterministic, Snapshot.Costs costs, int prompts, int decoding) {
    if (deterministic) {
      return CHUNK_FIXED;
    }
    if (decoding == 0) {
      return Integer.MAX_VALUE;
    }
    if (costs.decodeNanos() <= 0 || costs.chunkNanosPerToken() <= 0) {
      return CHUNK_FIXED;
    }
    double stall = STALL * costs.decodeNanos();
    double shared = Math.min(stall * prompts / decoding, STALL_MAX_NANOS);
    double tokens = (Math.max(stall, shared) - costs.chunkNanos()) / costs.chunkNanosPerToken();
    return (int) Math.max(CHUNK_MIN, tokens);
  }
}
