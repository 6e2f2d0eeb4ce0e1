package ai.adjutant.gateway.answer;

import ai.adjutant.gateway.escalation.Known;
import ai.adjutant.gateway.tier.ModelUse;
import ai.adjutant.gateway.tier.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Writes down what an answer takes while it is made. Used by one thread. */
final class Ledger {
  private final LongSupplier clock;
  private final List<Answer.Step> steps = new ArrayList<>();
  private final List<Answer.Attempt> attempts = new ArrayList<>();

  Ledger(LongSupplier clock) {
    this.clock = clock;
  }

  long now() {
    return clock.getAsLong();
  }

  void step(String name, long startNanos) {
    steps.add(new Answer.Step(name, since(startNanos)));
  }

  void attempt(Tier tier, Known.Verdict verdict, ModelUse use, long startNanos) {
    attempts.add(new Answer.Attempt(tier, verdict, use, since(startNanos)));
  }

  Answer.Ledger close() {
    return new Answer.Ledger(steps, attempts);
  }

  private Duration since(long startNanos) {
    return Duration.ofNanos(clock.getAsLong() - startNanos);
  }
}
