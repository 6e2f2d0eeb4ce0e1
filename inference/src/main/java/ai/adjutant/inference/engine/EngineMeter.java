package ai.adjutant.inference.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what an engine does, for {@link EngineInfo} and as metrics below {@code adjutant.engine},
 * each with the model's name. The engine's owner writes; any thread may read. Closing takes the
 * metrics out of the registry.
 */
final class EngineMeter implements AutoCloseable {
  private final AtomicLong running = new AtomicLong();
  private final AtomicLong positions = new AtomicLong();
  private final AtomicLong parked = new AtomicLong();
  private final AtomicLong steps = new AtomicLong();
  private final AtomicLong decodeSteps = new AtomicLong();
  private final AtomicLong decodeRows = new AtomicLong();
  private final AtomicLong graphNanos = new AtomicLong();
  private final AtomicLong otherNanos = new AtomicLong();
  private final AtomicLong generated = new AtomicLong();

  private final MeterRegistry registry;
  private final List<Meter> meters = new ArrayList<>();
  private final Timer queueTime;
  private final Timer firstToken;
  private final Timer interToken;
  private final DistributionSummary batchSize;
  private final Counter tokens;

  EngineMeter(MeterRegistry registry, String model) {
    this.registry = registry;
    Tags tags = Tags.of("model", model);
    queueTime = timer("queue.time", "time that a request waits for its turn", tags);
    firstToken = timer("first.token", "time from a request to its first token", tags);
    interToken = timer("inter.token", "time between two tokens of a sequence", tags);
    batchSize =
        kept(
            DistributionSummary.builder("adjutant.engine.batch.size")
                .description("sequences that decode in one step")
                .tags(tags)
                .register(registry));
    tokens =
        kept(
            Counter.builder("adjutant.engine.tokens")
                .description("tokens generated; its rate is the throughput")
                .tags(tags)
                .register(registry));
    gauge("running", "sequences under way", running, tags);
    gauge("cache.tokens", "tokens in the KV cache", positions, tags);
    gauge("threads.parked", "threads that steps do without while others want cores", parked, tags);
  }

  private Timer timer(String name, String what, Tags tags) {
    return kept(
        Timer.builder("adjutant.engine." + name)
            .description(what)
            .tags(tags)
            .publishPercentileHistogram()
            .register(registry));
  }

  private void gauge(String name, String what, AtomicLong value, Tags tags) {
    kept(
        Gauge.builder("adjutant.engine." + name, value, AtomicLong::get)
            .description(what)
            .tags(tags)
            .register(registry));
  }

  private <M extends Meter> M kept(M meter) {
    meters.add(meter);
    return meter;
  }

  /** What is under way. */
  void state(int sequences, long positionsUsed, int parkedThreads) {
    parked.setRelease(parkedThreads);
    running.setRelease(sequences);
    positions.setRelease(positionsUsed);
  }

  /** A step was taken. */
  void step(int decodedRows, long nanosInGraph, long nanosInAll) {
    add(steps, 1);
    if (decodedRows > 0) {
      add(decodeSteps, 1);
      add(decodeRows, decodedRows);
      batchSize.record(decodedRows);
    }
    add(graphNanos, nanosInGraph);
    add(otherNanos, nanosInAll - nanosInGraph);
  }

  /** A request got its turn after it had waited. */
  void queued(long nanos) {
    queueTime.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A token was generated, a request's first, so long after the request. */
  void firstToken(long nanos) {
    token();
    firstToken.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A later token was generated, so long after the one before. */
  void nextToken(long nanos) {
    token();
    interToken.record(nanos, TimeUnit.NANOSECONDS);
  }

  private void token() {
    add(generated, 1);
    tokens.increment();
  }

  private static void add(AtomicLong counter, long more) {
    counter.setRelease(counter.getPlain() + more); // one writer
  }

  EngineInfo info(int waiting, long positionsMax) {
    return new EngineInfo(
        (int) running.getAcquire(),
        waiting,
        positions.getAcquire(),
        positionsMax,
        steps.getAcquire(),
        generated.getAcquire(),
        decodeRows.getAcquire(),
        decodeSteps.getAcquire(),
        otherNanos.getAcquire() / 1e9,
        graphNanos.getAcquire() / 1e9);
  }

  @Override
  public void close() {
    meters.forEach(registry::remove);
  }
}
