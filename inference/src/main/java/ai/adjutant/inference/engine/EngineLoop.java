package ai.adjutant.inference.engine;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.settings.SettingKey;
import io.micrometer.core.instrument.MeterRegistry;

/** The one thread that owns an engine. Any thread may submit and withdraw. */
final class EngineLoop implements AutoCloseable {
  private final String model;
  private final int queueMax;
  private final long positionsMax;
  private final int contextLength;
  private final RequestQueue queue;
  private final Engine engine;
  private final EngineMeter meter;
  private final Thread thread;
  private volatile boolean closing;

  EngineLoop(String model, Decoder decoder, EngineSettings settings, MeterRegistry registry) {
    this.model = model;
    queueMax = settings.queueSize();
    contextLength = decoder.facts().contextLength();
    positionsMax =
        settings.kvCacheSize().bytes() / Math.max(1, decoder.facts().cacheBytesPerToken());
    meter = new EngineMeter(registry, model);
    queue = new RequestQueue(queueMax);
    engine = new Engine(decoder, positionsMax, queue, System::nanoTime, meter);
    thread = Thread.ofPlatform().name("engine-" + model).daemon().start(this::run);
  }

  /**
   * Hands a request to the loop.
   *
   * @throws AdjutantException ENGINE_QUEUE_FULL, ENGINE_CLOSED or CACHE_TOO_SMALL, at once
   */
  void submit(Job job) {
    int reserved = Engine.reserved(job.facts(), contextLength);
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
      case CLOSED -> throw closed();
    }
  }

  /** Takes a request back that waits no more; one under way ends before the next step. */
  void withdraw(Job job) {
    queue.withdraw(job);
  }

  EngineMeter meter() {
    return meter;
  }

  EngineFacts facts() {
    return meter.facts(queue.size(), positionsMax);
  }

  private void run() {
    try {
      while (!closing) {
        if (!engine.step()) {
          queue.awaitWork();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // only close() interrupts
    } finally {
      // However it ends, nothing may wait for a loop that is gone.
      queue.close().forEach(job -> job.fail(closed()));
      engine.close(closed());
      meter.close();
    }
  }

  private AdjutantException closed() {
    return new AdjutantException(
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
