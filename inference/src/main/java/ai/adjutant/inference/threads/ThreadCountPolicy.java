package ai.adjutant.inference.threads;

import java.util.Arrays;

/**
 * Decides how many threads runs of one size have: all, as long as none has to wait for a core.
 *
 * <p>When they wait, others want the cores, and what is best depends on the size. Small pieces are
 * done sooner by fewer threads, since at each node all wait for the slowest; large ones gain by
 * their share of one more core. So it is tried and measured, one thread fewer or more for one
 * window; a try that does not pay is repeated after twice as many windows. One owner.
 */
final class ThreadCountPolicy {
  /** Share of the runs' time that threads, all together, may wait for a core: below is noise. */
  private static final double WAITING = 0.25;

  /** Windows between two tries: until the first, after one that paid; after others. */
  private static final int INTERVAL_FIRST = 3;

  private static final int INTERVAL_LEAST = 8;
  private static final int INTERVAL_MOST = 128;

  /** Another number of threads is taken when a token costs at most this share. */
  private static final double GAIN = 0.97;

  /** Weight of the newest window in what a token is taken to cost. */
  private static final double FRESH = 0.3;

  /** Nanoseconds a token by number of threads, while others want the cores; 0 where not known. */
  private final double[] costs;

  private int settled;
  private int tried;
  private int interval = INTERVAL_FIRST;
  private int windows;
  private boolean triedFewer;

  /** For runs that have up to this many threads, at least 1. */
  ThreadCountPolicy(int threads) {
    costs = new double[threads + 1];
    settled = threads;
    tried = threads;
  }

  /** Threads that the next run should have, at least one. */
  int threads() {
    return tried;
  }

  /**
   * Takes note of a window in which runs had {@link #threads()}.
   *
   * @param tokens that were computed
   * @param running time that the runs took, in nanoseconds
   * @param waiting time that their threads waited for a core, of all together
   */
  void observe(long tokens, long running, long waiting) {
    boolean contended = waiting > WAITING * running;
    boolean all = tried == costs.length - 1;
    if (all && !contended) {
      Arrays.fill(costs, 0);
      settle(tried, INTERVAL_FIRST);
      return;
    }
    double cost = (double) running / tokens;
    costs[tried] = costs[tried] == 0 ? cost : (1 - FRESH) * costs[tried] + FRESH * cost;
    if (tried == settled) {
      windows++;
      if (windows > interval) {
        tryAnother(contended);
      }
    } else if (costs[tried] < GAIN * costs[settled] || tried > settled && !contended) {
      settle(tried, INTERVAL_FIRST);
    } else {
      settle(settled, Math.clamp(2L * interval, INTERVAL_LEAST, INTERVAL_MOST));
    }
  }

  private void settle(int threads, int nextInterval) {
    settled = threads;
    tried = threads;
    interval = nextInterval;
    windows = 0;
  }

  /** One fewer and one more alternately, as far as there is either. */
  private void tryAnother(boolean contended) {
    boolean all = settled == costs.length - 1;
    boolean fewer = contended && settled > 1 && (all || !triedFewer);
    if (fewer || !all) {
      tried = fewer ? settled - 1 : settled + 1;
      triedFewer = fewer;
      windows = 0;
    }
  }
}
