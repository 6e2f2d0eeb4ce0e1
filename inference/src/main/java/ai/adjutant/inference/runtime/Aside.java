package ai.adjutant.inference.runtime;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread of a graph's pool that stands aside: it has begun a part of some work and ends it when
 * it is called back. A thread of ours began that work and waits with it.
 */
final class Aside {
  private static final Logger log = LoggerFactory.getLogger(Aside.class);

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread keeper;

  /**
   * Sends a thread aside, the next one that is free.
   *
   * @param context of the kernel that runs; it is not needed any more when this returns
   */
  Aside(long context) {
    keeper = Thread.ofPlatform().daemon().name("stands-aside").start(() -> keep(context));
    Uninterruptibles.awaitUninterruptibly(begun);
  }

  private void keep(long context) {
    try {
      PoolTasks.run(
          context,
          2,
          part -> {
            begun.countDown();
            Uninterruptibles.awaitUninterruptibly(over);
          });
    } catch (Throwable e) {
      log.warn("a thread did not stand aside", e);
    } finally {
      begun.countDown();
    }
  }

  /** Lets it come back. */
  void callBack() {
    over.countDown();
  }

  /** Waits until it is back. */
  void join() {
    Uninterruptibles.joinUninterruptibly(keeper);
  }
}
