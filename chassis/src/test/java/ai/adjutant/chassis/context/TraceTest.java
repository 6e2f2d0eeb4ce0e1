package ai.adjutant.chassis.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces as W3C writes them, and the identifiers that they are made of. */
final class TraceTest {
  private static final String GIVEN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void keepsTheTraceAndGetsASpanOfItsOwn() {
    Trace trace = Trace.parse(GIVEN).orElseThrow();
    assertThat(trace.traceparent()).isEqualTo(GIVEN);
    assertThat(trace.within(new CountingIds()).traceparent())
        .isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000001-01");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
      })
  void refusesAllThatIsNotExactlyOfTheForm(String text) {
    assertThat(Trace.parse(text)).isEmpty();
  }

  @Test
  void randomIdsAreAllDifferentAndOfTheirLength() {
    IdSource ids = new RandomIds();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      String id = ids.next(8);
      assertThat(id).matches("[0-9a-f]{16}").doesNotMatch("0+");
      seen.add(id);
    }
    assertThat(seen).hasSize(1_000);
  }
}
