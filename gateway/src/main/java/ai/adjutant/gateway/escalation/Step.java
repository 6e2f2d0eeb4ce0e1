package ai.adjutant.gateway.escalation;

import ai.adjutant.gateway.tier.Tier;
import java.util.Optional;

/** States what is done next for a question. */
public sealed interface Step {
  /** Ask this tier. */
  record Ask(Tier tier) implements Step {}

  /**
   * End.
   *
   * @param reason why, unless an attempt's own result says it
   */
  record End(Outcome outcome, Optional<ReasonCode> reason) implements Step {}
}
