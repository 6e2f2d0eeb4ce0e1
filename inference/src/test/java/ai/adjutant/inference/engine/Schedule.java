package ai.adjutant.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.sample.Sampler;
import ai.adjutant.inference.sample.SamplerScratch;
import ai.adjutant.inference.sample.Sampling;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * One random schedule: requests that come, are cancelled, expire, are read late, and a model that
 * is unloaded, all decided by a seed and met at the times of a virtual clock. After every step the
 * state is checked; at the end every answer is compared with the one that its prompt gives alone.
 */
final class Schedule {
  private static final int VOCABULARY = 97;
  private static final int CONTEXT = 120;
  private static final long END = 96;

  /** A deadline so late that it does not come; far from an overflow of differences. */
  static final long NEVER = Long.MAX_VALUE / 2;

  private final Random random;
  private final VirtualClock clock = new VirtualClock();
  private final ScriptedDecoder decoder;
  private final RequestQueue queue;
  private final Engine engine;
  private final EngineChecks checks;
  private final SamplerScratch scratch = new SamplerScratch(VOCABULARY);
  private final EngineMeter meter = new EngineMeter(new SimpleMeterRegistry(), "m");
  private final List<Request> requests = new ArrayList<>();
  private final Tally tally = new Tally();
  private final long unloadNanos;

  /** What came of the requests. */
  static final class Tally {
    int whole;
    int cancelled;
    int expired;
    int refused;
    int unloaded;
    int sharedSteps;

    void add(Tally other) {
      whole += other.whole;
      cancelled += other.cancelled;
      expired += other.expired;
      refused += other.refused;
      unloaded += other.unloaded;
      sharedSteps += other.sharedSteps;
    }

    @Override
    public String toString() {
      return String.format(
          "%d whole answers, %d cancelled, %d expired, %d refused, %d cut by unloading, %d steps"
              + " shared",
          whole, cancelled, expired, refused, unloaded, sharedSteps);
    }
  }

  /** A request as it was drawn, and what became of it. */
  private static final class Request {
    final long[] prompt;
    final int tokensMax;
    final boolean deterministic;
    final long seed;
    final long arrivalNanos;
    final long deadlineNanos;
    final long cancelNanos;
    final boolean readsAtOnce;
    final Generation generation = new Generation();
    final List<Integer> read = new ArrayList<>();
    boolean offered;
    boolean refused;

    Request(Random random, long horizonNanos) {
      prompt = random.longs(1 + random.nextInt(CONTEXT - 2), 0, VOCABULARY - 1).toArray();
      tokensMax = 1 + random.nextInt(60);
      deterministic = random.nextInt(4) == 0;
      seed = random.nextLong();
      arrivalNanos = (long) (random.nextDouble() * horizonNanos);
      deadlineNanos =
          random.nextInt(6) == 0
              ? arrivalNanos + (long) (random.nextDouble() * horizonNanos / 2)
              : NEVER;
      cancelNanos =
          random.nextInt(6) == 0
              ? arrivalNanos + (long) (random.nextDouble() * horizonNanos / 2)
              : Long.MAX_VALUE;
      readsAtOnce = random.nextBoolean();
    }
  }

  Schedule(long seed) {
    random = new Random(seed);
    int slots = 1 + random.nextInt(5);
    long positions = CONTEXT + random.nextInt(CONTEXT * slots);
    decoder = new ScriptedDecoder(VOCABULARY, CONTEXT, slots, Schedule::script, clock);
    queue = new RequestQueue(1 + random.nextInt(6));
    engine = new Engine(decoder, positions, queue, clock, meter);
    checks = new EngineChecks(slots, positions);
    long horizon = 100_000_000L + random.nextInt(2_000_000_000);
    int count = 1 + random.nextInt(14);
    for (int i = 0; i < count; i++) {
      requests.add(new Request(random, horizon));
    }
    unloadNanos = random.nextInt(3) == 0 ? horizon / 2 : Long.MAX_VALUE;
  }

  /** Depends on every token of the sequence and on its length. */
  private static int script(long[] tokens, int length) {
    long hash = length;
    for (int i = 0; i < length; i++) {
      hash = hash * 6_364_136_223_846_793_005L + tokens[i] + 1_442_695_040_888_963_407L;
    }
    return (int) Math.floorMod(hash >>> 17, (long) VOCABULARY);
  }

  Tally tally() {
    return tally;
  }

  void run() {
    boolean unloaded = false;
    // Every request ends within its own number of steps; this is far more than all need.
    for (int step = 0; step < 5_000 && !unloaded && !allSettled(); step++) {
      meetTheTime();
      unloaded = clock.getAsLong() >= unloadNanos;
      if (!unloaded) {
        Snapshot before = engine.snapshot(clock.getAsLong());
        boolean busy = engine.step();
        checks.after(before, engine.snapshot(clock.getAsLong()), decoder);
        clock.advance(busy ? 1_000 : 1_000_000);
      }
    }
    if (unloaded) {
      unload();
    }
    assertThat(decoder.openSequences).as("slots given back").hasValue(0);
    requests.forEach(this::settle);
    tally.sharedSteps = checks.sharedSteps();
  }

  private void meetTheTime() {
    long now = clock.getAsLong();
    for (Request request : requests) {
      if (!request.offered && request.arrivalNanos <= now) {
        offer(request);
      }
      if (request.offered && request.cancelNanos <= now && !request.generation.cancelled()) {
        request.generation.cancel();
      }
      if (request.offered && !request.refused && request.readsAtOnce) {
        read(request);
      }
    }
  }

  private void offer(Request request) {
    request.offered = true;
    Sampling sampling =
        request.deterministic
            ? new Sampling(0, 0, 0, request.seed)
            : new Sampling(1.5, 0, 0, request.seed);
    Sampler sampler = new Sampler(sampling, scratch);
    Job job =
        new GenerateJob(
            request.generation,
            new GenerateJob.Start(
                new Job.Info(
                    request.prompt,
                    request.tokensMax,
                    request.deterministic,
                    request.deadlineNanos),
                request.seed,
                0,
                clock.getAsLong()),
            new GenerateJob.DecoderLimits(Set.of(END), CONTEXT),
            sampler,
            new AnswerText(Optional.empty(), List.of()),
            meter);
    request.generation.onCancel(() -> queue.remove(job));
    request.refused = queue.offer(job) == RequestQueue.Offer.FULL;
  }

  /** Takes what has come so far; waits for nothing. */
  private static void read(Request request) {
    while (request.generation.ready()) {
      try {
        switch (request.generation.next()) {
          case GenerationEvent.Text text -> request.read.addAll(text.tokens());
          case GenerationEvent.Finished finished -> {
            return;
          }
        }
      } catch (AdjutantException | CancellationException e) {
        return; // looked at in the end
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void unload() {
    AdjutantException why = new AdjutantException(EngineReason.ENGINE_CLOSED, "unloaded");
    queue.close().forEach(job -> job.fail(why));
    engine.close(why);
    assertThat(decoder.closed()).isTrue();
  }

  private boolean allSettled() {
    return requests.stream()
            .allMatch(request ->
                request.offered
                    && (request.refused
                        || request.generation.cancelled()
                        || request.generation.settled()))
        && decoder.openSequences.get() == 0;
  }

  /** Reads to the end and holds the answer against the one that the prompt gives alone. */
  private void settle(Request request) {
    if (!request.offered || request.refused) {
      tally.refused += request.offered ? 1 : 0;
      return;
    }
    List<Integer> alone = alone(request);
    GenerationEvent.Ending ending = null;
    try {
      while (ending == null) {
        switch (request.generation.next()) {
          case GenerationEvent.Text text -> request.read.addAll(text.tokens());
          case GenerationEvent.Finished finished -> ending = finished.ending();
        }
      }
      tally.whole++;
      assertThat(request.read).as("the whole answer").isEqualTo(alone);
    } catch (CancellationException e) {
      tally.cancelled++;
      assertThat(request.cancelNanos).isLessThanOrEqualTo(clock.getAsLong());
    } catch (AdjutantException e) {
      if (e.reason() == EngineReason.DEADLINE_PASSED) {
        tally.expired++;
        assertThat(request.deadlineNanos).isLessThanOrEqualTo(clock.getAsLong());
      } else {
        tally.unloaded++;
        assertThat(e.reason()).isEqualTo(EngineReason.ENGINE_CLOSED);
        assertThat(unloadNanos).isLessThanOrEqualTo(clock.getAsLong());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assertThat(alone.subList(0, request.read.size()))
        .as("what was read of an answer that was cut")
        .isEqualTo(request.read);
  }

  /** The answer without an engine: script and sampler alone. */
  private List<Integer> alone(Request request) {
    Sampling sampling =
        request.deterministic
            ? new Sampling(0, 0, 0, request.seed)
            : new Sampling(1.5, 0, 0, request.seed);
    Sampler sampler = new Sampler(sampling, scratch);
    long[] sequence = new long[CONTEXT + 1];
    System.arraycopy(request.prompt, 0, sequence, 0, request.prompt.length);
    int length = request.prompt.length;
    List<Integer> answer = new ArrayList<>();
    while (answer.size() < request.tokensMax && length <= CONTEXT) {
      float[] logits = new float[VOCABULARY];
      logits[script(sequence, length)] = 10;
      int token = sampler.sample(logits);
      if (token == END) {
        break;
      }
      answer.add(token);
      if (length < sequence.length) {
        sequence[length] = token;
      }
      length++;
    }
    return answer;
  }
}
