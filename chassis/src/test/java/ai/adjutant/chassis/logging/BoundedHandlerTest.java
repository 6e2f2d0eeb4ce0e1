package ai.adjutant.chassis.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** A log that is flooded, at a time that the test sets. */
final class BoundedHandlerTest {
  private static final int PER_SECOND = 10;

  private final AtomicLong nanos = new AtomicLong(77);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final BoundedHandler handler =
      new BoundedHandler(out, new TextLines(), new LineBudget(PER_SECOND, nanos::get));

  private void log(int lines) {
    for (int i = 0; i < lines; i++) {
      handler.publish(new LogRecord(Level.WARNING, "line " + i));
    }
  }

  private List<String> written() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void writesAllOfWhatStaysBelowTheBound() {
    for (int second = 0; second < 5; second++) {
      log(PER_SECOND);
      nanos.addAndGet(1_000_000_000L);
    }
    assertThat(written()).hasSize(5 * PER_SECOND).noneMatch(line -> line.contains("left_out"));
  }

  @Test
  void leavesOutWhatExceedsItAndSaysHowMuch() {
    log(1_000);
    assertThat(written()).hasSize(PER_SECOND);
    nanos.addAndGet(100_000_000L); // time for one line
    log(3);
    assertThat(written()).hasSize(PER_SECOND + 2);
    assertThat(written().get(PER_SECOND)).contains("WARN", "lines_left_out=990");
    assertThat(written().get(PER_SECOND + 1)).endsWith("line 0");
  }

  @Test
  void saysWhatItLeftOutAtItsEnd() {
    log(PER_SECOND + 4);
    handler.close();
    assertThat(written().getLast()).contains("lines_left_out=4");
  }
}
