package ai.adjutant.inference.engine;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A generation under way. One thread reads its events; any thread may give it up. The loop does not
 * wait for the reader: at most as many events lie here as tokens were asked for.
 */
public final class Generation {
  private sealed interface News {
    record Event(GenerationEvent event) implements News {}

    record Failure(Throwable cause) implements News {}
  }

  private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
  private volatile boolean cancelled;
  private volatile Runnable withdraw = () -> {};

  Generation() {}

  /**
   * The next event, waiting for it; {@link GenerationEvent.Finished} is the last.
   *
   * @throws ai.adjutant.chassis.error.AdjutantException when generation fails
   * @throws CancellationException when it was given up
   */
  public GenerationEvent next() throws InterruptedException {
    News next = news.take();
    if (cancelled) {
      throw new CancellationException("the generation was given up");
    }
    return switch (next) {
      case News.Event event -> event.event();
      case News.Failure(RuntimeException known) -> throw known;
      case News.Failure(Error bug) -> throw bug;
      case News.Failure(Throwable other) -> throw new IllegalStateException(other);
    };
  }

  /** Gives it up; the loop takes at most the step that it is in. */
  public void cancel() {
    cancelled = true;
    withdraw.run();
    news.add(new News.Failure(new CancellationException())); // wakes the reader
  }

  boolean cancelled() {
    return cancelled;
  }

  void onCancel(Runnable step) {
    withdraw = step;
  }

  void add(GenerationEvent event) {
    news.add(new News.Event(event));
  }

  void fail(Throwable failure) {
    news.add(new News.Failure(failure));
  }
}
