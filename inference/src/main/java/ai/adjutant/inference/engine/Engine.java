package ai.adjutant.inference.engine;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.engine.Plan.Chunk;
import ai.adjutant.inference.engine.Snapshot.Bounds;
import ai.adjutant.inference.engine.Snapshot.Costs;
import ai.adjutant.inference.engine.Snapshot.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Sequences on a decoder, step by step: look, plan, run, commit. It has no thread and reads no
 * clock but the one it is given, so that any schedule can be replayed. One thread owns it.
 *
 * <p>What a run refuses by name, such as memory that is short, fails the requests that shared the
 * run. Anything else that scheduler or decoder throw is a fault, after which nobody knows what the
 * decoder keeps: it leaves {@link #step}, and all there is left to do is to {@link #close}.
 */
final class Engine {
  /** Weight of the newest step in what steps are taken to cost. */
  private static final double FRESH = 0.2;

  private final Decoder decoder;
  private final DecoderInfo info;
  private final Bounds bounds;
  private final RequestQueue queue;
  private final LongSupplier nanoClock;
  private final EngineMeter meter;
  private final Map<Long, Running> running = new LinkedHashMap<>();
  private final float[] logits;
  private final int[] slots;
  private final long[] tokens;
  private final PrefillCost prefillCost = new PrefillCost();
  private double decodeNanos;
  private long step;

  /** A request with a slot. */
  private static final class Running {
    final long id;
    final Job job;
    int slot = -1;
    int prefilled;
    int token;
    long servedStep = -1;

    Running(long id, Job job) {
      this.id = id;
      this.job = job;
    }

    int promptLeft() {
      return job.info().tokens().length - prefilled;
    }
  }

  /** Takes the decoder over. */
  Engine(
      Decoder decoder,
      long positionsMax,
      RequestQueue queue,
      LongSupplier nanoClock,
      EngineMeter meter) {
    this.decoder = decoder;
    this.queue = queue;
    this.nanoClock = nanoClock;
    this.meter = meter;
    info = decoder.info();
    bounds = new Bounds(info.slots(), positionsMax);
    logits = new float[info.vocabularySize()];
    slots = new int[info.slots()];
    tokens = new long[info.slots()];
  }

  /**
   * Takes one step; false when there was nothing to compute. Whatever it throws is a fault, and no
   * further step may be taken.
   */
  boolean step() {
    long begunNanos = nanoClock.getAsLong();
    long graphNanos = decoder.graphNanos();
    Plan plan = Scheduler.plan(snapshot(begunNanos));
    plan.cancelled().forEach(this::drop);
    plan.expired().forEach(id -> fail(id, expired()));
    plan.admitted().forEach(id -> admit(id, begunNanos));
    // A prompt that ends in this step decodes from the next one on.
    List<Running> decoding = decoding(plan);
    plan.chunk().ifPresent(this::prefill);
    if (!decoding.isEmpty()) {
      decode(decoding, plan.fixedShape());
    }
    step++;
    meter.state(running.size(), positions(), decoder.parkedThreads());
    if (plan.idle()) {
      return false;
    }
    meter.step(
        decoding.size(), decoder.graphNanos() - graphNanos, nanoClock.getAsLong() - begunNanos);
    return true;
  }

  Snapshot snapshot(long nowNanos) {
    List<Item> waiting = new ArrayList<>();
    for (RequestQueue.Entry entry : queue.list()) {
      int left = entry.job().info().tokens().length;
      waiting.add(item(entry.id(), entry.job(), left, -1));
    }
    List<Item> active = new ArrayList<>(running.size());
    for (Running each : running.values()) {
      active.add(item(each.id, each.job, each.promptLeft(), each.servedStep));
    }
    return new Snapshot(
        nowNanos,
        step,
        waiting,
        active,
        bounds,
        new Costs(decodeNanos, prefillCost.fixed(), prefillCost.perToken()));
  }

  private Item item(long id, Job job, int promptLeft, long servedStep) {
    Job.Info request = job.info();
    return new Item(
        id,
        promptLeft,
        reserved(request, info.contextLength()),
        request.deadlineNanos(),
        job.cancelled(),
        request.deterministic(),
        request.logitsMode() == Decoder.LogitsMode.ALL ? info.rowsMax() : info.chunkMax(),
        servedStep);
  }

  /** Positions that a request may come to take: the last token that it answers takes none. */
  static int reserved(Job.Info request, int contextLength) {
    long most = (long) request.tokens().length + Math.max(0, request.newTokensMax() - 1);
    return (int) Math.min(most, contextLength);
  }

  private List<Running> decoding(Plan plan) {
    List<Running> decoding = new ArrayList<>(plan.decoding().size());
    for (long id : plan.decoding()) {
      Running each = running.get(id);
      if (each != null) {
        decoding.add(each);
      }
    }
    return decoding;
  }

  private void admit(long id, long nowNanos) {
    Job job = queue.take(id);
    if (job != null) {
      // Listed before anything can go wrong: what the queue has given away must be failed by close.
      Running each = new Running(id, job);
      running.put(id, each);
      each.slot = decoder.begin();
      job.admitted(nowNanos);
    }
  }

  private void drop(long id) {
    queue.take(id);
    release(id);
  }

  private void release(long id) {
    Running each = running.remove(id);
    if (each != null) {
      decoder.end(each.slot);
    }
  }

  private void fail(long id, Throwable failure) {
    Job waiting = queue.take(id);
    if (waiting != null) {
      waiting.fail(failure);
    }
    Running each = running.get(id);
    if (each != null) {
      each.job.fail(failure); // first, since releasing its slot may throw
      release(id);
    }
  }

  private static AdjutantException expired() {
    return new AdjutantException(
        EngineReason.DEADLINE_PASSED, "the request's deadline passed before its answer was whole");
  }

  private void prefill(Chunk chunk) {
    Running each = running.get(chunk.id());
    if (each == null) {
      return; // removed since the plan was made
    }
    boolean last = chunk.count() == each.promptLeft();
    Decoder.LogitsMode mode = each.job.info().logitsMode();
    long begun = nanoClock.getAsLong();
    try {
      decoder.prefill(
          each.slot,
          each.job.info().tokens(),
          each.prefilled,
          chunk.count(),
          mode == Decoder.LogitsMode.LAST && !last ? Decoder.LogitsMode.NONE : mode);
    } catch (AdjutantException e) {
      fail(each.id, e);
      return;
    }
    long now = nanoClock.getAsLong();
    prefillCost.add(chunk.count(), now - begun);
    each.servedStep = step;
    int from = each.prefilled;
    each.prefilled += chunk.count();
    Job.Step took = new Job.Step(now, 1);
    if (mode == Decoder.LogitsMode.ALL) {
      boolean open = true;
      for (int row = 0; row < chunk.count() && open; row++) {
        open = take(each, row, from + row, took);
      }
    } else if (last) {
      take(each, 0, each.prefilled - 1, took);
    }
  }

  private void decode(List<Running> sequences, boolean fixedShape) {
    for (int i = 0; i < sequences.size(); i++) {
      slots[i] = sequences.get(i).slot;
      tokens[i] = sequences.get(i).token;
    }
    long begun = nanoClock.getAsLong();
    try {
      decoder.decode(slots, tokens, sequences.size(), fixedShape);
    } catch (AdjutantException e) {
      // Nobody knows which of them it was for, so all that shared the run fail.
      sequences.forEach(each -> fail(each.id, e));
      return;
    }
    long now = nanoClock.getAsLong();
    decodeNanos = blended(decodeNanos, now - begun);
    Job.Step took = new Job.Step(now, sequences.size());
    for (int i = 0; i < sequences.size(); i++) {
      Running each = sequences.get(i);
      take(each, i, decoder.length(each.slot) - 1, took);
    }
  }

  /** Hands a row of logits to its request; false when that is done. */
  private boolean take(Running each, int row, int position, Job.Step took) {
    decoder.logits(row, logits);
    int next;
    try {
      next = each.job.next(position, logits, took);
    } catch (RuntimeException | Error e) {
      // The job's edge: what it keeps is its own, so it fails alone and whoever waits for it logs.
      fail(each.id, e);
      return false;
    }
    if (next == Job.DONE) {
      release(each.id);
      return false;
    }
    each.token = next;
    return true;
  }

  private static double blended(double before, double fresh) {
    return before == 0 ? fresh : (1 - FRESH) * before + FRESH * fresh;
  }

  private long positions() {
    long positions = 0;
    for (Running each : running.values()) {
      positions += decoder.length(each.slot);
    }
    return positions;
  }

  /** Fails what is under way and closes the decoder, which may be broken, with all its slots. */
  void close(AdjutantException why) {
    running.values().forEach(each -> each.job.fail(why));
    running.clear();
    decoder.close();
  }
}
