package ai.adjutant.gateway.generate;

import ai.adjutant.gateway.prompt.PromptMessage;
import ai.adjutant.gateway.tier.TimeLimit;
import java.util.List;

/**
 * Asks a model for text.
 *
 * @param model {@code models/{model}}
 * @param messages the prompt
 * @param tokensMax tokens that may be written
 * @param time until when it must have ended
 */
public record GenerationRequest(
    String model, List<PromptMessage> messages, int tokensMax, TimeLimit time) {
  /** Copies the messages. */
  public GenerationRequest {
    messages = List.copyOf(messages);
  }
}
