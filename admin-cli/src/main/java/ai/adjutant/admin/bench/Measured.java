package ai.adjutant.admin.bench;

import ai.adjutant.inference.v1.Usage;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The figures of a run.
 *
 * @param generatedTokens tokens that came, over all streams
 * @param seconds from the first request to the last token
 * @param tokensPerSecond generated tokens over these seconds
 * @param decodeTokensPerSecond tokens that came while every stream was past its first token and
 *     none had ended, over that time; where there is no such time, tokens but the first of each
 *     stream, over the time from the first of all to the last
 * @param firstToken from a request to its first token
 * @param interToken from each token of a stream to the next; 0 between tokens that came in one
 *     message
 * @param queued as the server reports
 * @param meanBatchSize as the server reports, over the tokens
 */
record Measured(
    int generatedTokens,
    double seconds,
    double tokensPerSecond,
    double decodeTokensPerSecond,
    Percentiles firstToken,
    Percentiles interToken,
    Percentiles queued,
    double meanBatchSize) {

  static Measured of(List<Trace> all) {
    List<Trace> traces = all.stream().filter(trace -> trace.tokens() > 0).toList();
    int tokens = traces.stream().mapToInt(Trace::tokens).sum();
    long start = all.stream().mapToLong(Trace::startNanos).min().orElse(0);
    long end = all.stream().mapToLong(Trace::endNanos).max().orElse(0);
    double seconds = (end - start) / 1e9;
    return new Measured(
        tokens,
        seconds,
        rate(tokens, seconds),
        decodeRate(traces),
        Percentiles.ofNanos(
            traces.stream()
                .mapToLong(trace -> trace.tokenNanos().getFirst() - trace.startNanos())
                .toArray()),
        Percentiles.ofNanos(traces.stream().flatMapToLong(Measured::gaps).toArray()),
        Percentiles.ofNanos(all.stream().mapToLong(trace -> nanos(trace.usage())).toArray()),
        traces.stream()
                .mapToDouble(trace -> trace.tokens() * trace.usage().getMeanBatchSize())
                .sum()
            / Math.max(1, tokens));
  }

  private static LongStream gaps(Trace trace) {
    List<Long> times = trace.tokenNanos();
    return LongStream.range(1, times.size()).map(i -> times.get((int) i) - times.get((int) i - 1));
  }

  private static double decodeRate(List<Trace> traces) {
    long from = traces.stream().mapToLong(t -> t.tokenNanos().getFirst()).max().orElse(0);
    long to = traces.stream().mapToLong(Trace::endNanos).min().orElse(0);
    if (to > from) {
      long within =
          traces.stream()
              .flatMap(trace -> trace.tokenNanos().stream())
              .filter(time -> time > from && time <= to)
              .count();
      return rate(within, (to - from) / 1e9);
    }
    long first = traces.stream().mapToLong(t -> t.tokenNanos().getFirst()).min().orElse(0);
    long last = traces.stream().mapToLong(Trace::endNanos).max().orElse(0);
    return rate(traces.stream().mapToLong(t -> t.tokens() - 1L).sum(), (last - first) / 1e9);
  }

  private static double rate(long tokens, double seconds) {
    return seconds > 0 ? tokens / seconds : 0;
  }

  private static long nanos(Usage usage) {
    return usage.getQueued().getSeconds() * 1_000_000_000L + usage.getQueued().getNanos();
  }
}
