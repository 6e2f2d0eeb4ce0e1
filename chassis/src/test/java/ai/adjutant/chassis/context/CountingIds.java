package ai.adjutant.chassis.context;

import java.util.concurrent.atomic.AtomicLong;

/** Counts: 00…01, 00…02 and so on. */
public final class CountingIds implements IdSource {
  private final AtomicLong last = new AtomicLong();

  @Override
  public String next(int bytes) {
    return String.format("%0" + 2 * bytes + "x", last.incrementAndGet());
  }
}
