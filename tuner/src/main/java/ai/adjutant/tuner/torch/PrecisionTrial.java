package ai.adjutant.tuner.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Tries on this machine whether products of bfloat16 are faster than those of 32-bit floats. */
public final class PrecisionTrial {
  private static final int ROWS = 1_024;
  private static final int WIDTH = 512;
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 15;

  private static final String FUNCTIONS =
      """
        def wide(self: __torch__.Functions, x: Tensor, w: Tensor) -> Tensor:
          return torch.linear(x, w)
        def narrow(self: __torch__.Functions, x: Tensor, w: Tensor) -> Tensor:
          return torch.to(torch.linear(torch.to(x, 15), torch.to(w, 15)), 6)
      """;

  private PrecisionTrial() {}

  /**
   * Processor time of 32-bit products over that of bfloat16 ones with their conversions: above 1
   * bfloat16 is faster. Computed on a thread of its own, as the caller's may be prepared for
   * something else; takes about a tenth of a second.
   */
  public static double speedUp(Torch torch) {
    FutureTask<Double> trial = new FutureTask<>(() -> measure(torch));
    Thread thread = new Thread(trial, "tuner-precision-trial");
    thread.start();
    try {
      return trial.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("PyTorch can't multiply", e.getCause());
    }
  }

  /** The fastest of many rounds, in turns, so that other work on the machine hits both alike. */
  private static double measure(Torch torch) {
    Torch.prepareThread(1);
    try (NDManager owner = torch.newManager()) {
      Script script = Script.compile(owner, FUNCTIONS);
      NDArray x = owner.ones(new Shape(ROWS, WIDTH));
      NDArray w = owner.ones(new Shape(WIDTH, WIDTH));
      long wide = Long.MAX_VALUE;
      long narrow = Long.MAX_VALUE;
      for (int i = 0; i < WARM_UP + ROUNDS; i++) {
        long wideNow = nanos(owner, script, "wide", x, w);
        long narrowNow = nanos(owner, script, "narrow", x, w);
        if (i >= WARM_UP) {
          wide = Math.min(wide, wideNow);
          narrow = Math.min(narrow, narrowNow);
        }
      }
      return (double) wide / narrow;
    }
  }

  private static long nanos(NDManager owner, Script script, String name, NDArray... arguments) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    try (NDManager scope = owner.newSubManager()) {
      script.call(scope, name, arguments);
    }
    return Math.max(1, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
  }
}
