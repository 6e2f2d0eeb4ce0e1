package ai.adjutant.gateway;

import ai.adjutant.gateway.escalation.AnswerPolicy;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * What operators decide about answers, prefix {@code adjutant.gateway}.
 *
 * @param questionsMax questions under way at once
 * @param slmModel {@code models/{model}} that answers from corpora which name none; empty for none
 */
@ConfigurationProperties("adjutant.gateway")
record GatewaySettings(
    @Bindable(defaultValue = "128") int questionsMax,
    @Bindable(defaultValue = "") String slmModel) {
  /** How questions are answered. */
  AnswerPolicy policy() {
    return AnswerPolicy.DEFAULT;
  }
}
