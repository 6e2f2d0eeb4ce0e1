package ai.adjutant.tuner.train;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Time that work takes, of the wall clock and of the processor. One thread. */
final class WorkClock {
  private static final double NANOS = 1e9;

  private long wall;
  private long processor;

  void start() {
    wall = System.nanoTime();
    processor = processorNanos();
  }

  /** The time since the last call, for this work. */
  ProgressListener.Work lap(StepSums sums) {
    long wallBefore = wall;
    long processorBefore = processor;
    start();
    return new ProgressListener.Work(
        sums.examples(),
        sums.rows(),
        sums.tokens(),
        (wall - wallBefore) / NANOS,
        (processor - processorBefore) / NANOS);
  }

  private static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
