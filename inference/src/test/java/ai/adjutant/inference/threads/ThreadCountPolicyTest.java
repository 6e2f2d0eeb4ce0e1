package ai.adjutant.inference.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** On machines that are formulas: what a token costs and how long threads wait, by their number. */
class ThreadCountPolicyTest {
  private static final long SEED = 31;
  private static final long WINDOW = 50_000_000;

  private final Random random = new Random(SEED);

  /**
   * A machine as it is for a while.
   *
   * @param cost nanoseconds a token
   * @param waiting share of the time that threads wait for a core, of all together
   */
  private record Machine(IntToDoubleFunction cost, IntToDoubleFunction waiting) {}

  /** Nobody else: each thread more helps. */
  private static final Machine QUIET = new Machine(n -> 30e6 / n, n -> 0.05);

  /** Two cores and a neighbour; small pieces, for which one waits for the other at each node. */
  private static final Machine SMALL =
      new Machine(n -> n == 1 ? 28e6 : 36e6, n -> n == 1 ? 0.02 : 0.8);

  /** The same with large pieces, for which a share of the second core is worth having. */
  private static final Machine LARGE =
      new Machine(n -> n == 1 ? 11e6 : 9e6, n -> n == 1 ? 0.02 : 0.8);

  /** Eight cores of which others want three; with more than five threads some wait. */
  private static final Machine WIDE =
      new Machine(n -> n <= 5 ? 40e6 / n : 4e6 * n, n -> n <= 5 ? 0.05 : 0.3 * (n - 4));

  /** Windows with each number of threads. */
  private int[] run(ThreadCountPolicy policy, int most, Machine machine, int windows) {
    int[] count = new int[most + 1];
    for (int i = 0; i < windows; i++) {
      int threads = policy.threads();
      count[threads]++;
      double noise = 1 + 0.1 * random.nextGaussian();
      long tokens = Math.max(1, Math.round(1_000 * WINDOW / machine.cost().applyAsDouble(threads)));
      policy.observe(
          tokens,
          (long) (WINDOW * Math.max(0.7, noise)),
          (long) (WINDOW * machine.waiting().applyAsDouble(threads)));
    }
    return count;
  }

  @Test
  void keepsAllWhereNobodyElseWantsTheCores() {
    assertThat(run(new ThreadCountPolicy(4), 4, QUIET, 500)[4]).isEqualTo(500);
  }

  @Test
  void aShortWaitIsNoReason() {
    ThreadCountPolicy policy = new ThreadCountPolicy(2);
    for (int i = 0; i < 100; i++) {
      policy.observe(3, WINDOW, i % 4 == 0 ? 0 : WINDOW);
      assertThat(policy.threads()).isEqualTo(2);
    }
  }

  @Test
  void takesOneWhereTwoWaitForEachOtherAndTriesSeldom() {
    ThreadCountPolicy policy = new ThreadCountPolicy(2);
    run(policy, 2, SMALL, 100);
    assertThat(run(policy, 2, SMALL, 2_000)[1]).as("seed " + SEED).isGreaterThan(1_900);
  }

  @Test
  void keepsTwoWhereTheyAreFasterAllTheSame() {
    ThreadCountPolicy policy = new ThreadCountPolicy(2);
    run(policy, 2, LARGE, 100);
    assertThat(run(policy, 2, LARGE, 2_000)[2]).as("seed " + SEED).isGreaterThan(1_900);
  }

  @Test
  void takesAllAgainWhenTheOthersHaveGone() {
    ThreadCountPolicy policy = new ThreadCountPolicy(2);
    run(policy, 2, SMALL, 1_000);
    run(policy, 2, QUIET, 130);
    assertThat(run(policy, 2, QUIET, 100)[2]).as("seed " + SEED).isEqualTo(100);
  }

  @Test
  void findsItsShareOfManyCoresAndAllOfThemLater() {
    ThreadCountPolicy policy = new ThreadCountPolicy(8);
    run(policy, 8, WIDE, 200);
    int[] count = run(policy, 8, WIDE, 2_000);
    assertThat(count[4] + count[5] + count[6]).as("seed " + SEED).isGreaterThan(1_900);
    run(policy, 8, QUIET, 150);
    assertThat(run(policy, 8, QUIET, 100)[8]).as("seed " + SEED).isEqualTo(100);
  }

  @Test
  void aLoneThreadStays() {
    assertThat(run(new ThreadCountPolicy(1), 1, new Machine(n -> 1e6, n -> 0.9), 200)[1])
        .isEqualTo(200);
  }
}
