package ai.adjutant.tuner.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** Tries on this machine whether products of bfloat16 are faster than those of 32-bit floats. */
public final class PrecisionTrial {
  private static final int ROWS = 1_024;
  private static final int WIDTH = 512;
  private static final int ROUNDS = 7;

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
   * bfloat16 is faster. Takes about a tenth of a second.
   */
  public static double speedUp(Torch torch) {
    try (NDManager owner = torch.newManager()) {
      Script script = Script.compile(owner, FUNCTIONS);
      NDArray x = owner.ones(new Shape(ROWS, WIDTH));
      NDArray w = owner.ones(new Shape(WIDTH, WIDTH));
      return nanos(owner, script, "wide", x, w) / nanos(owner, script, "narrow", x, w);
    }
  }

  /** The median of a few rounds. */
  private static double nanos(NDManager owner, Script script, String name, NDArray... arguments) {
    double[] rounds = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      try (NDManager scope = owner.newSubManager()) {
        script.call(scope, name, arguments);
      }
      rounds[i] =
          Math.max(1, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }
}
