package ai.adjutant.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chat.v1.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Answers are kept for a while, and never more of them than fit. */
final class RecentAnswersTest {
  /** A clock that the test sets. */
  private static final class SetClock extends Clock {
    private Instant now = Instant.parse("2026-11-30T12:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private final SetClock clock = new SetClock();
  private final RecentAnswers recent = new RecentAnswers(clock);

  private static Answer answer(String name, String text) {
    return Answer.newBuilder().setName(name).setText(text).build();
  }

  private void assertGone(String name) {
    assertThatThrownBy(() -> recent.get(name, "key:a"))
        .isInstanceOf(AdjutantException.class)
        .hasMessageContaining("60 minutes");
  }

  @Test
  void forgetsAnAnswerAfterAnHour() {
    recent.keep(answer("answers/1", "a"), "key:a");
    clock.now = clock.now.plus(Duration.ofMinutes(59));
    assertThat(recent.get("answers/1", "key:a").getText()).isEqualTo("a");
    clock.now = clock.now.plus(Duration.ofMinutes(1));
    assertGone("answers/1");
  }

  @Test
  void dropsTheOldestBeyondItsNumber() {
    for (int i = 0; i <= 10_000; i++) {
      recent.keep(answer("answers/" + i, ""), "key:a");
    }
    assertGone("answers/0");
    assertThat(recent.get("answers/1", "key:a")).isNotNull();
    assertThat(recent.get("answers/10000", "key:a")).isNotNull();
  }

  @Test
  void dropsTheOldestBeyondItsBytes() {
    String megabyte = "x".repeat(1024 * 1024);
    for (int i = 0; i < 40; i++) {
      recent.keep(answer("answers/" + i, megabyte), "key:a");
    }
    assertGone("answers/0");
    assertGone("answers/8");
    assertThat(recent.get("answers/39", "key:a").getText()).hasSize(megabyte.length());
  }

  @Test
  void givesAnAnswerOnlyToWhoGotIt() {
    recent.keep(answer("answers/1", "a"), "key:a");
    assertThat(recent.get("answers/1", "key:a").getText()).isEqualTo("a");
    assertThatThrownBy(() -> recent.get("answers/1", "key:b"))
        .isInstanceOf(AdjutantException.class);
  }
}
