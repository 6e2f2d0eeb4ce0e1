package ai.adjutant.inference.runtime;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Work on the threads of a graph's pool, begun in one of its kernels. Any thread may call. */
final class PoolTasks {
  private static final int RUNS_MAX = 1_024;

  /** Runs under way, by places: a task finds its run without taking memory, which may be out. */
  private static final AtomicReferenceArray<@Nullable PoolTasks> RUNS =
      new AtomicReferenceArray<>(RUNS_MAX);

  private static final long FUNCTION =
      NativeApi.upcall(
          MethodHandles.lookup(), "called", FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG));

  private final IntConsumer task;
  private volatile boolean failed;

  private PoolTasks(IntConsumer task) {
    this.task = task;
  }

  /**
   * Runs a task's parts, on the calling thread and those of the pool that have nothing else to do;
   * returns when all are over.
   *
   * @param task takes the numbers of the parts, from 0, several at the same time
   * @param context of the kernel that runs; it is not looked at any more once a part has begun
   * @throws IllegalStateException when a part failed
   */
  static void run(long context, int parts, IntConsumer task) throws Throwable {
    PoolTasks run = new PoolTasks(task);
    int place = run.place();
    try {
      KernelCall.check(
          (long) NativeApi.PARALLEL.invokeExact(context, FUNCTION, (long) parts, 0L, (long) place));
    } finally {
      RUNS.set(place, null);
    }
    if (run.failed) {
      throw new IllegalStateException("a task failed");
    }
  }

  private int place() {
    for (int place = 0; place < RUNS_MAX; place++) {
      if (RUNS.compareAndSet(place, null, this)) {
        return place;
      }
    }
    throw new IllegalStateException("more than " + RUNS_MAX + " runs at once");
  }

  /** Called from outside, so it must not throw: that would end the process. */
  @SuppressWarnings("unused")
  private static void called(long place, long number) {
    PoolTasks run = RUNS.get((int) place);
    if (run == null) {
      return; // never: a run keeps its place until all of its parts are over
    }
    try {
      run.task.accept((int) number);
    } catch (Throwable e) {
      run.failed = true;
    }
  }
}
