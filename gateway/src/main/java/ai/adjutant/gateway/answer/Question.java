package ai.adjutant.gateway.answer;

import ai.adjutant.gateway.tier.Generator;
import ai.adjutant.gateway.tier.Tier;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question.
 *
 * @param corpus resource name of the corpus
 * @param text the question
 * @param history turns before, oldest first; USER is the person, ASSISTANT the one who answered
 * @param filter AIP-160 filter on documents; empty for none
 * @param asOf documents in force then; null means now
 * @param highest the highest tier that may answer
 */
public record Question(
    String corpus,
    String text,
    List<Generator.Message> history,
    String filter,
    @Nullable Instant asOf,
    Tier highest) {
  /** Copies the history. */
  public Question {
    history = List.copyOf(history);
  }

  /** Texts of the turns before, without speaker labels: labels poison the vector. */
  List<String> context() {
    return history.stream().map(Generator.Message::text).toList();
  }
}
