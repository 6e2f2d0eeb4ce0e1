package ai.adjutant.inference.threads;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Occupies one thread of a graph's pool until it is released.
 *
 * <p>A helper thread begins a task of two parts on the pool and does one of them; the other is
 * taken by a pool thread that has nothing to do. Both parts wait for the release.
 */
final class ParkedWorker {
  private static final Logger log = LoggerFactory.getLogger(ParkedWorker.class);

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final Thread helper;

  /**
   * Parks a pool thread, the next one that is free.
   *
   * @param context of the kernel that runs; it is not needed any more when this returns
   */
  ParkedWorker(long context) {
    helper = Thread.ofPlatform().daemon().name("parked-worker").start(() -> occupy(context));
    Uninterruptibles.awaitUninterruptibly(begun);
  }

  private void occupy(long context) {
    try {
      PoolTasks.run(
          context,
          2,
          part -> {
            begun.countDown();
            Uninterruptibles.awaitUninterruptibly(released);
          });
    } catch (RuntimeException e) {
      log.warn("a pool thread could not be parked; the run has all threads", e);
    } finally {
      begun.countDown();
    }
  }

  /** Lets the pool thread go. */
  void release() {
    released.countDown();
  }

  /** Waits until the pool thread has gone, after {@link #release()}. */
  void join() {
    Uninterruptibles.joinUninterruptibly(helper);
  }
}
