package ai.adjutant.gateway.prompt;

import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.tier.Budget;
import ai.adjutant.gateway.tier.TierRequest;
import ai.adjutant.gateway.tier.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes the prompt that asks a model to answer from passages, in the language of the question.
 *
 * @param messages instructions, turns before, passages and question
 */
public record AnswerPrompt(List<PromptMessage> messages) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)\\}");

  /** Copies the messages. */
  public AnswerPrompt {
    messages = List.copyOf(messages);
  }

  /** Words the prompt for a request; turns come without the passages of their own answers. */
  public static AnswerPrompt of(TierRequest request) {
    PromptTexts texts = PromptTexts.of(PromptLanguage.of(request.question()));
    Budget budget = request.budget();
    List<PromptMessage> messages = new ArrayList<>();
    messages.add(
        new PromptMessage(
            PromptMessage.Role.SYSTEM, fill(texts.system(), Map.of("marker", Abstention.MARKER))));
    List<Turn> turns = request.turns();
    turns
        .subList(Math.max(0, turns.size() - budget.turnsMax()), turns.size())
        .forEach(turn -> messages.add(message(turn)));
    messages.add(
        new PromptMessage(
            PromptMessage.Role.USER,
            fill(
                texts.user(),
                Map.of(
                    "passages",
                    passages(texts, request.found().passages(), budget.passagesMax()),
                    "question",
                    request.question().strip()))));
    return new AnswerPrompt(messages);
  }

  private static PromptMessage message(Turn turn) {
    PromptMessage.Role role =
        switch (turn.speaker()) {
          case USER -> PromptMessage.Role.USER;
          case AGENT -> PromptMessage.Role.ASSISTANT;
        };
    return new PromptMessage(role, turn.text());
  }

  private static String passages(PromptTexts texts, List<Passage> passages, int passagesMax) {
    StringBuilder all = new StringBuilder();
    int number = 1;
    for (Passage passage : passages.subList(0, Math.min(passagesMax, passages.size()))) {
      all.append(
              fill(
                  texts.passage(),
                  Map.of(
                      "number",
                      Integer.toString(number++),
                      "title",
                      passage.title(),
                      "text",
                      passage.text().strip())))
          .append("\n\n");
    }
    return all.toString();
  }

  /** Fills placeholders in one pass, so that a document's text is never read as a template. */
  private static String fill(String template, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), match.group())));
  }
}
