import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast this machine reads memory: {@code Bandwidth.java [PASSES]} prints a JSON line for one
 * and two threads.
 */
final class Bandwidth implements AutoCloseable {
  private static final long BYTES = 1L << 30;
  private static final int CHUNK = 1 << 16;
  private static final int SWEEPS = 3;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory = arena.allocate(BYTES, 64);
  private volatile long sum;

  Bandwidth() {
    memory.fill((byte) 1);
    gigabytesPerSecond(1);
  }

  public static void main(String[] args) {
    int passes = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    try (Bandwidth bandwidth = new Bandwidth()) {
      for (int threads = 1; threads <= 2; threads++) {
        List<Double> figures = new ArrayList<>();
        for (int pass = 0; pass < passes; pass++) {
          figures.add(bandwidth.gigabytesPerSecond(threads));
        }
        System.out.println(
            new Line()
                .with("scenario", "bandwidth")
                .with("threads", threads)
                .with("gb_per_s", Numbers.median(figures))
                .with(
                    "gb_per_s_best",
                    figures.stream().mapToDouble(Double::doubleValue).max().orElseThrow()));
      }
    }
  }

  /** Median of a few sweeps over a gibibyte, shared out to threads. */
  double gigabytesPerSecond(int threads) {
    List<Double> figures = new ArrayList<>();
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      long start = System.nanoTime();
      List<Thread> running = new ArrayList<>();
      for (int part = 0; part < threads; part++) {
        long share = BYTES / threads;
        long from = part * share;
        running.add(
            Thread.ofPlatform().name("bandwidth-" + part).start(() -> read(from, from + share)));
      }
      running.forEach(Bandwidth::join);
      figures.add(BYTES / (double) (System.nanoTime() - start));
    }
    return Numbers.median(figures);
  }

  @Override
  public void close() {
    arena.close();
  }

  private void read(long from, long to) {
    long total = 0;
    for (long at = from; at < to; at += CHUNK) {
      total += sum(memory.asSlice(at, CHUNK));
    }
    sum = total;
  }

  /** Four chains of additions, so that memory and not the adder sets the pace. */
  private static long sum(MemorySegment chunk) {
    long a = 0;
    long b = 0;
    long c = 0;
    long d = 0;
    for (int i = 0; i < CHUNK / 8; i += 4) {
      a += chunk.getAtIndex(ValueLayout.JAVA_LONG, i);
      b += chunk.getAtIndex(ValueLayout.JAVA_LONG, i + 1);
      c += chunk.getAtIndex(ValueLayout.JAVA_LONG, i + 2);
      d += chunk.getAtIndex(ValueLayout.JAVA_LONG, i + 3);
    }
    return a + b + c + d;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
