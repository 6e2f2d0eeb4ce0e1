package ai.adjutant.inference.engine;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.settings.SettingKey;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns an engine. Any thread may submit and remove.
 *
 * <p>A fault of the engine ends the loop: it is logged once, every request that runs or waits fails
 * with ENGINE_FAILED, and so does every later one.
 */
final class EngineLoop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EngineLoop.class);

  private final String model;
  private final int queueMax;
  private final long positionsMax;
  private final int contextLength;
  private final RequestQueue queue;
  private final Engine engine;
  private final EngineMeter meter;
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean failed;

  EngineLoop(String model, Decoder decoder, EngineSettings settings, MeterRegistry registry) {
    this.model = model;
    queueMax = settings.queueSize();
    contextLength = decoder.info().contextLength();
    positionsMax =
        settings.kvCacheSize().bytes() / Math.max(1, decoder.info().cacheBytesPerToken());
    meter = new EngineMeter(registry, model);
    queue = new RequestQueue(queueMax);
    engine = new Engine(decoder, positionsMax, queue, System::nanoTime, meter);
    thread =
        Thread.ofPlatform()
            .name("engine-" + model)
            .daemon()
            .uncaughtExceptionHandler((dead, failure) ->
                log.error("engine did not close cleanly: model={}", model, failure))
            .start(this::run);
  }

  /**
   * Hands a request to the loop.
   *
   * @throws AdjutantException ENGINE_QUEUE_FULL, ENGINE_CLOSED, ENGINE_FAILED or CACHE_TOO_SMALL,
   *     at once
   */
  void submit(Job job) {
    int reserved = Engine.reserved(job.info(), contextLength);
    if (reserved > positionsMax) {
      throw new AdjutantException(
          EngineReason.CACHE_TOO_SMALL,
          "prompt and answer may take "
              + reserved
              + " tokens and the KV cache holds "
              + positionsMax
              + "; ask for fewer, or set a larger "
              + SettingKey.named("inference.engine.kv-cache-size").howToSet());
    }
    switch (queue.offer(job)) {
      case TAKEN -> {}
      case FULL ->
          throw new AdjutantException(
              EngineReason.ENGINE_QUEUE_FULL,
              "model '"
                  + model
                  + "' is busy: "
                  + queueMax
                  + " requests wait already; try again later");
      case CLOSED -> throw ended();
    }
  }

  /** Removes a request that waits no more; one under way ends before the next step. */
  void remove(Job job) {
    queue.remove(job);
  }

  EngineMeter meter() {
    return meter;
  }

  EngineInfo info() {
    return meter.info(queue.size(), positionsMax);
  }

  /** Why it takes no requests any more, where a fault has ended it; seen before they fail. */
  Optional<AdjutantException> fault() {
    return failed ? Optional.of(ended()) : Optional.empty();
  }

  private void run() {
    try {
      serve();
    } catch (RuntimeException | Error e) {
      // The loop's edge: a fault of scheduler or decoder, whose state nobody knows from here on.
      failed = true;
      log.error("engine stopped on a fault: model={}", model, e);
    } finally {
      end(ended());
    }
  }

  /** However the loop ended, nothing may wait for it. */
  private void end(AdjutantException why) {
    try {
      queue.close().forEach(job -> job.fail(why));
      engine.close(why);
    } finally {
      meter.close();
    }
  }

  private void serve() {
    try {
      while (!closing) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (!engine.step()) {
          queue.awaitWork();
        }
      }
    } catch (InterruptedException e) {
      if (!closing) {
        throw new IllegalStateException("interrupted by somebody else than its owner", e);
      }
    }
  }

  private AdjutantException ended() {
    return failed
        ? new AdjutantException(
            EngineReason.ENGINE_FAILED,
            "the engine of model '"
                + model
                + "' stopped on a fault of its own, which the log of the service describes; load"
                + " the model again with ./adjutant model load "
                + model)
        : new AdjutantException(
            EngineReason.ENGINE_CLOSED,
            "model '" + model + "' is unloaded, or the service is stopping");
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      thread.join(); // at most one step
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
