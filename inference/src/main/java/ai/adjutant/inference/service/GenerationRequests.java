package ai.adjutant.inference.service;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.engine.GenerationOptions;
import ai.adjutant.inference.engine.Prompt;
import ai.adjutant.inference.sample.Sampling;
import ai.adjutant.inference.template.Turn;
import ai.adjutant.inference.template.Turn.Speaker;
import ai.adjutant.inference.v1.Conversation;
import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.LongPrompt;
import ai.adjutant.inference.v1.Message;
import ai.adjutant.inference.v1.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Reads requests for text; what they say is checked here or where it is understood. */
final class GenerationRequests {
  private static final int MESSAGES_MAX = 1_000;

  private final LongSupplier seeds;
  private final GenerationSettings settings;

  /** Takes a seed from the supplier where a request names none. */
  GenerationRequests(LongSupplier seeds, GenerationSettings settings) {
    this.seeds = seeds;
    this.settings = settings;
  }

  Prompt prompt(GenerateRequest request) {
    return switch (request.getInputCase()) {
      case CONVERSATION -> conversation(request.getConversation());
      case PROMPT -> {
        Checks.text("prompt", request.getPrompt());
        yield new Prompt.Raw(request.getPrompt());
      }
      case IDS -> new Prompt.Ids(request.getIds().getValuesList());
      case INPUT_NOT_SET ->
          throw new AdjutantException(
              ServiceReason.TEXT_EMPTY, "no input: give a conversation, a prompt or ids");
    };
  }

  /** Options of a request to a model whose longest sequence has this many tokens. */
  GenerationOptions options(GenerateRequest request, int contextLength) {
    ai.adjutant.inference.v1.Sampling wire = request.getSampling();
    long seed = wire.hasSeed() ? wire.getSeed() : seeds.getAsLong();
    Sampling sampling =
        new Sampling(
            wire.getTemperature(),
            wire.getTopP(),
            wire.getTopK(),
            wire.getMinP(),
            wire.getRepetitionPenalty(),
            wire.getLogitBiasMap(),
            seed);
    int tokensMax =
        request.getMaxTokens() == 0
            ? Math.min(settings.defaultTokensMax(), contextLength)
            : request.getMaxTokens();
    return new GenerationOptions(
        sampling,
        tokensMax,
        request.getStopList(),
        request.getDeterministic(),
        longPrompt(request.getLongPrompt()),
        Checks.timeout());
  }

  private static GenerationOptions.LongPrompt longPrompt(LongPrompt wire) {
    return switch (wire) {
      case LONG_PROMPT_UNSPECIFIED, LONG_PROMPT_REFUSE -> GenerationOptions.LongPrompt.REFUSE;
      case LONG_PROMPT_KEEP_END -> GenerationOptions.LongPrompt.KEEP_END;
      case UNRECOGNIZED ->
          throw new AdjutantException(
              ServiceReason.VALUE_UNKNOWN, "long_prompt is none that this server knows");
    };
  }

  private static Prompt conversation(Conversation conversation) {
    List<Message> messages = conversation.getMessagesList();
    if (messages.isEmpty()) {
      throw new AdjutantException(
          ServiceReason.TEXT_EMPTY, "the conversation has no messages; send the user's at least");
    }
    if (messages.size() > MESSAGES_MAX) {
      throw new AdjutantException(
          ServiceReason.TEXTS_TOO_MANY,
          messages.size() + " messages, at most " + MESSAGES_MAX + " are taken");
    }
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      String where = "messages[" + i + "]";
      Checks.text(where + ".content", messages.get(i).getContent());
      turns.add(new Turn(speaker(where, messages.get(i).getRole()), messages.get(i).getContent()));
    }
    return new Prompt.Conversation(turns);
  }

  private static Speaker speaker(String where, Role role) {
    return switch (role) {
      case ROLE_SYSTEM -> Speaker.SYSTEM;
      case ROLE_USER -> Speaker.USER;
      case ROLE_ASSISTANT -> Speaker.ASSISTANT;
      case ROLE_UNSPECIFIED, UNRECOGNIZED ->
          throw new AdjutantException(
              ServiceReason.VALUE_UNKNOWN, where + ".role is none of SYSTEM, USER, ASSISTANT");
    };
  }
}
