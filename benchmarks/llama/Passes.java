import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Runs scenarios on llama.cpp, as its server would: greedy, nothing stops a stream but its number
 * of tokens.
 */
final class Passes {
  private final Llama llama;
  private final int streams;
  private final int warmUp;
  private final float[] logits;
  private final float[] lanes = new float[1024];
  private final int[] length;
  private final int[] next;
  private final int[] row;
  private final SplittableRandom random = new SplittableRandom(7);
  private int prepared;
  private long pickNanos;

  Passes(Llama llama, int streams, int warmUp) {
    this.llama = llama;
    this.streams = streams;
    this.warmUp = warmUp;
    logits = new float[llama.vocabulary()];
    length = new int[streams];
    next = new int[streams];
    row = new int[streams];
  }

  /** A pass is one line: see {@code benchmarks/engine} for its members. */
  Line run(Scenario scenario) {
    if (scenario.streams() > streams) {
      throw new IllegalArgumentException(
          scenario.name() + " needs " + scenario.streams() + " streams, not " + streams);
    }
    pickNanos = 0;
    return switch (scenario.kind()) {
      case DECODE -> decode(scenario);
      case PREFILL -> prefill(scenario);
      case SERVE -> serve(scenario);
    };
  }

  private Line decode(Scenario scenario) {
    prepare(scenario);
    for (int step = 0; step < warmUp; step++) {
      step(scenario.streams());
    }
    rewind(scenario);
    pickNanos = 0;
    Clock clock = new Clock(scenario.fresh());
    for (int step = 0; step < scenario.fresh(); step++) {
      step(scenario.streams());
      clock.lap();
    }
    Line line = clock.line(scenario);
    return line.with("tokens_per_s", 1000 * scenario.streams() / line.number("step_ms"))
        .with("pick_ms", pickNanos / 1e6 / scenario.fresh());
  }

  private Line prefill(Scenario scenario) {
    prepared = 0;
    Clock clock = new Clock(scenario.fresh());
    for (int time = 0; time < scenario.fresh(); time++) {
      llama.clear();
      int last = 0;
      for (int position = 0; position < scenario.prompt(); position++) {
        if (llama.room() == 0) {
          llama.decode();
        }
        last = llama.add(token(), position, 0, position == scenario.prompt() - 1);
      }
      llama.decode();
      pick(last);
      clock.lap();
    }
    Line line = clock.line(scenario);
    return line.with("tokens_per_s", 1000 * scenario.prompt() / line.number("step_ms"))
        .with("pick_ms", pickNanos / 1e6 / scenario.fresh());
  }

  /**
   * Continuous batching: a token for each stream that generates, and prompts in what is left of the
   * batch.
   */
  private Line serve(Scenario scenario) {
    llama.clear();
    prepared = 0;
    int count = scenario.streams();
    Arrays.fill(length, 0);
    int[] made = new int[count];
    double[] first = new double[count];
    long start = System.nanoTime();
    Clock clock = new Clock(scenario.streams() * (scenario.prompt() + scenario.fresh()));
    for (int done = 0; done < count; ) {
      Arrays.fill(row, -1);
      for (int stream = 0; stream < count; stream++) {
        if (made[stream] > 0 && made[stream] < scenario.fresh()) {
          row[stream] = llama.add(next[stream], length[stream]++, stream, true);
        }
      }
      for (int stream = 0; stream < count; stream++) {
        while (length[stream] < scenario.prompt() && llama.room() > 0) {
          boolean last = length[stream] == scenario.prompt() - 1;
          int at = llama.add(token(), length[stream]++, stream, last);
          row[stream] = last ? at : -1;
        }
      }
      llama.decode();
      for (int stream = 0; stream < count; stream++) {
        if (row[stream] >= 0) {
          next[stream] = pick(row[stream]);
          first[stream] = made[stream]++ == 0 ? (System.nanoTime() - start) / 1e6 : first[stream];
          done += made[stream] == scenario.fresh() ? 1 : 0;
        }
      }
      clock.lap();
    }
    Line line = clock.line(scenario);
    Arrays.sort(first);
    return line.with("tokens_per_s", 1000 * count * scenario.fresh() / line.number("wall_ms"))
        .with("first_token_ms", first[count / 2])
        .with("pick_ms", pickNanos / 1e6 / line.number("steps"));
  }

  /** Contexts of exactly the scenario's streams, kept for the next pass when it wants the same. */
  private void prepare(Scenario scenario) {
    int key = scenario.streams() << 16 | scenario.prompt();
    if (prepared != key) {
      llama.clear();
      for (int stream = 0; stream < scenario.streams(); stream++) {
        for (int position = 0; position < scenario.prompt(); position++) {
          if (llama.room() == 0) {
            llama.decode();
          }
          llama.add(token(), position, stream, false);
        }
      }
      llama.decode();
      prepared = key;
    }
    rewind(scenario);
  }

  private void rewind(Scenario scenario) {
    for (int stream = 0; stream < scenario.streams(); stream++) {
      llama.truncate(stream, scenario.prompt());
      length[stream] = scenario.prompt();
      next[stream] = token();
    }
  }

  private void step(int count) {
    for (int stream = 0; stream < count; stream++) {
      row[stream] = llama.add(next[stream], length[stream]++, stream, true);
    }
    llama.decode();
    for (int stream = 0; stream < count; stream++) {
      next[stream] = pick(row[stream]);
    }
  }

  private int token() {
    return random.nextInt(1, llama.vocabulary());
  }

  /** The largest logit's token. */
  private int pick(int at) {
    long start = System.nanoTime();
    llama.logits(at, logits);
    float best = largest();
    if (!Float.isFinite(best)) {
      throw new IllegalStateException("the logits are not finite");
    }
    int token = 0;
    while (logits[token] != best) {
      token++;
    }
    pickNanos += System.nanoTime() - start;
    return token;
  }

  /**
   * Lane by lane, which the compiler turns into vectors; one chain of comparisons would take ten
   * times as long.
   */
  private float largest() {
    Arrays.fill(lanes, Float.NEGATIVE_INFINITY);
    int whole = logits.length / lanes.length * lanes.length;
    for (int from = 0; from < whole; from += lanes.length) {
      for (int lane = 0; lane < lanes.length; lane++) {
        lanes[lane] = Math.max(lanes[lane], logits[from + lane]);
      }
    }
    float best = Float.NEGATIVE_INFINITY;
    for (float lane : lanes) {
      best = Math.max(best, lane);
    }
    for (int rest = whole; rest < logits.length; rest++) {
      best = Math.max(best, logits[rest]);
    }
    return best;
  }

  /** Times of steps, and what they sum up to. */
  private static final class Clock {
    private final double[] laps;
    private int count;
    private final Load before = Load.ofThisProcess();
    private final long start = System.nanoTime();
    private long mark = start;

    Clock(int most) {
      laps = new double[most];
    }

    void lap() {
      long now = System.nanoTime();
      laps[count++] = (now - mark) / 1e6;
      mark = now;
    }

    Line line(Scenario scenario) {
      double[] sorted = Arrays.copyOf(laps, count);
      Arrays.sort(sorted);
      Load load = Load.ofThisProcess().since(before);
      return scenario
          .request()
          .with("steps", count)
          .with("step_ms", Numbers.quantile(sorted, 0.5))
          .with("step_ms_p10", Numbers.quantile(sorted, 0.1))
          .with("step_ms_p90", Numbers.quantile(sorted, 0.9))
          .with("wall_ms", (mark - start) / 1e6)
          .with("cpu_ms", load.cpu())
          .with("cpu_step_ms", load.cpu() / count)
          .with("waited_ms", load.waited());
    }
  }
}
