package ai.adjutant.admin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.inference.v1.Usage;
import java.util.List;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Figures of runs written by hand. */
final class MeasuredTest {
  private static final long MS = 1_000_000;
  private static final Offset<Double> EXACT = Offset.offset(1e-9);

  private static Trace trace(long start, Usage usage, long... tokens) {
    return new Trace(start * MS, LongStream.of(tokens).mapToObj(time -> time * MS).toList(), usage);
  }

  private static Usage usage(double batch) {
    return Usage.newBuilder().setMeanBatchSize(batch).build();
  }

  @Test
  void percentilesAreByNearestRank() {
    Percentiles hundred =
        Percentiles.ofNanos(LongStream.rangeClosed(1, 100).map(i -> i * MS).toArray());
    assertThat(hundred.p50()).isEqualTo(50);
    assertThat(hundred.p95()).isEqualTo(95);
    assertThat(hundred.p99()).isEqualTo(99);
    assertThat(hundred.max()).isEqualTo(100);
    assertThat(hundred.mean()).isCloseTo(50.5, EXACT);
    Percentiles one = Percentiles.ofNanos(new long[] {7 * MS});
    assertThat(one.p50()).isEqualTo(7);
    assertThat(one.p99()).isEqualTo(7);
    assertThat(Percentiles.ofNanos(new long[0]).json().get("p50").isNull()).isTrue();
  }

  @Test
  void decodingIsMeasuredWhileAllStreamsDecode() {
    // The second gets its first token at 200; the first ends at 400: between them lie the first's
    // tokens at 300 and 400, and the second's at 300 and 400.
    Measured measured =
        Measured.of(
            List.of(
                trace(0, usage(1), 100, 200, 300, 400), trace(0, usage(2), 200, 300, 400, 500)));
    assertThat(measured.generatedTokens()).isEqualTo(8);
    assertThat(measured.seconds()).isCloseTo(0.5, EXACT);
    assertThat(measured.tokensPerSecond()).isCloseTo(16, EXACT);
    assertThat(measured.decodeTokensPerSecond()).isCloseTo(4 / 0.2, EXACT);
    assertThat(measured.firstToken().p50()).isEqualTo(100);
    assertThat(measured.firstToken().p99()).isEqualTo(200);
    assertThat(measured.interToken().p50()).isEqualTo(100);
    assertThat(measured.meanBatchSize()).isCloseTo(1.5, EXACT);
  }

  @Test
  void streamsThatNeverOverlapAreMeasuredFromFirstToLast() {
    Measured measured =
        Measured.of(List.of(trace(0, usage(1), 100, 200), trace(0, usage(1), 300, 400)));
    assertThat(measured.decodeTokensPerSecond()).isCloseTo(2 / 0.3, EXACT);
  }

  @Test
  void streamsWithoutTokensAreNoRate() {
    Measured measured = Measured.of(List.of(trace(0, usage(0))));
    assertThat(measured.tokensPerSecond()).isZero();
    assertThat(measured.decodeTokensPerSecond()).isZero();
    assertThat(measured.firstToken().p50()).isNaN();
    assertThat(measured.meanBatchSize()).isZero();
  }
}
