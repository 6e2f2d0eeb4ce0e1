package ai.adjutant.gateway.service;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chat.v1.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answers of the last while, in memory: bounded in time, number and bytes, the oldest go first. An
 * answer is given again only to who got it. Any thread may call.
 */
final class RecentAnswers {
  private static final Duration KEPT = Duration.ofHours(1);
  private static final int COUNT_MAX = 10_000;
  private static final long BYTES_MAX = 32L * 1024 * 1024;

  private final Clock clock;
  private final Map<String, Kept> answers = new LinkedHashMap<>(); // guarded by this; oldest first
  private long bytes; // guarded by this

  private record Kept(Answer answer, String principal, Instant until) {}

  RecentAnswers(Clock clock) {
    this.clock = clock;
  }

  /** Keeps an answer under its name, for the principal that asked. */
  synchronized void keep(Answer answer, String principal) {
    answers.put(answer.getName(), new Kept(answer, principal, clock.instant().plus(KEPT)));
    bytes += answer.getSerializedSize();
    dropOldest();
  }

  /**
   * Returns the answer of this name.
   *
   * @throws AdjutantException ANSWER_NOT_FOUND when this principal got none or it is no longer kept
   */
  synchronized Answer get(String name, String principal) {
    dropOldest();
    Kept kept = answers.get(name);
    if (kept == null || !kept.principal().equals(principal)) {
      throw new AdjutantException(
          ChatReason.ANSWER_NOT_FOUND,
          name
              + " is not kept: answers can be fetched for "
              + KEPT.toMinutes()
              + " minutes, or less when many are given; ask the question again");
    }
    return kept.answer();
  }

  private void dropOldest() {
    Instant now = clock.instant();
    Iterator<Kept> oldest = answers.values().iterator();
    while (oldest.hasNext()) {
      Kept kept = oldest.next();
      if (now.isBefore(kept.until()) && answers.size() <= COUNT_MAX && bytes <= BYTES_MAX) {
        return;
      }
      bytes -= kept.answer().getSerializedSize();
      oldest.remove();
    }
  }
}
