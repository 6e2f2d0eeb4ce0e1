package ai.adjutant.inference.threads;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import ai.adjutant.inference.capi.OrtApi;
import ai.adjutant.inference.capi.OrtStatus;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Work on the threads of a graph's pool, begun in one of its kernels. Any thread may call. */
public final class PoolTasks {
  private static final int RUNS_MAX = 1_024;

  /** Runs under way by their index, which native code hands to each part. */
  private static final AtomicReferenceArray<@Nullable PoolTasks> RUNS =
      new AtomicReferenceArray<>(RUNS_MAX);

  private static final long FUNCTION =
      OrtApi.callback(
          MethodHandles.lookup(), "runPart", FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG));

  private final IntConsumer task;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private PoolTasks(IntConsumer task) {
    this.task = task;
  }

  /**
   * Runs a task's parts, on the calling thread and those of the pool that have nothing else to do;
   * returns when all are over.
   *
   * @param context of the kernel that runs; it is not used any more once a part has begun
   * @param task takes the numbers of the parts, from 0, several at the same time
   * @throws IllegalStateException when a part failed, with the first failure as its cause
   */
  public static void run(long context, int parts, IntConsumer task) {
    PoolTasks run = new PoolTasks(task);
    int index = run.register();
    try {
      OrtStatus.check(() ->
          (long) OrtApi.PARALLEL.invokeExact(context, FUNCTION, (long) parts, 0L, (long) index));
    } finally {
      RUNS.set(index, null);
    }
    Throwable failed = run.failure.get();
    if (failed != null) {
      throw new IllegalStateException("a task failed: " + failed, failed);
    }
  }

  private int register() {
    for (int index = 0; index < RUNS_MAX; index++) {
      if (RUNS.compareAndSet(index, null, this)) {
        return index;
      }
    }
    throw new IllegalStateException("more than " + RUNS_MAX + " runs at once");
  }

  /** Called by native code, where an exception would end the process: it is kept for the run. */
  @SuppressWarnings("unused")
  private static void runPart(long index, long part) {
    PoolTasks run = RUNS.get((int) index);
    if (run == null) {
      return; // never: a run is registered until all of its parts are over
    }
    try {
      run.task.accept((int) part);
    } catch (Throwable e) {
      run.failure.compareAndSet(null, e);
    }
  }
}
