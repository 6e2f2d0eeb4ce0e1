package ai.adjutant.inference.engine;

import java.util.function.LongSupplier;

/** A clock that stands still until it is moved. */
final class VirtualClock implements LongSupplier {
  private long nanos = 1;

  void advance(long more) {
    nanos += more;
  }

  @Override
  public long getAsLong() {
    return nanos;
  }
}
