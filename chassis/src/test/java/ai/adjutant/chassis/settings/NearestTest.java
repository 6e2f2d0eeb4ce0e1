package ai.adjutant.chassis.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which name is suggested for one that is not known. */
final class NearestTest {
  private static final List<String> KNOWN =
      List.of("data", "threads", "inference.engine.queue-size", "inference.engine.kv-cache-size");

  @ParameterizedTest
  @CsvSource({
    "thread, threads",
    "theads, threads",
    "inference.engine.queue_size, inference.engine.queue-size",
    "inference.engine.queueSize, inference.engine.queue-size",
    "queue-size, inference.engine.queue-size",
    "gateway.engine.kv-cache-size, inference.engine.kv-cache-size",
    "Data, data"
  })
  void suggestsWhatWasMeant(String unknown, String meant) {
    assertThat(Nearest.of(unknown, KNOWN)).contains(meant);
  }

  @Test
  void suggestsNothingFarOff() {
    assertThat(Nearest.of("colour", KNOWN)).isEmpty();
    assertThat(Nearest.of("x".repeat(100_000), KNOWN)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"abc, abc, 0", "abc, abd, 1", "abc, acb, 1", "abc, ab, 1", "'', abc, 3"})
  void countsEdits(String left, String right, int edits) {
    assertThat(Nearest.distance(left, right)).isEqualTo(edits);
    assertThat(Nearest.distance(right, left)).isEqualTo(edits);
  }
}
