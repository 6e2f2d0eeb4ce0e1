package ai.adjutant.admin.evaluate;

import ai.adjutant.admin.client.JsonLines;
import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A passage, a question, and the answers in the passage: a line of a file in the form of triples.
 *
 * @param source set that it comes from
 * @param kind sort of question, or of what makes it unanswerable; may be empty
 * @param language of question and passage; may be empty
 * @param answers each of them right; none where the passage does not answer
 */
record Triple(
    String source,
    String kind,
    String language,
    String context,
    String question,
    List<String> answers) {
  /** Copies the answers. */
  Triple {
    answers = List.copyOf(answers);
  }

  /**
   * Reads a line's object.
   *
   * @param place of the line, for messages
   * @throws CommandFailure when a field is missing, or an answer does not stand where it says
   */
  static Triple of(JsonNode node, String place) {
    String context = JsonLines.text(node, "context", place);
    List<String> answers = new ArrayList<>();
    for (JsonNode answer : node.path("answers")) {
      String name = "answers[" + answers.size() + "]";
      answers.add(answer(answer, context, place + ", " + name));
    }
    return new Triple(
        node.path("source").asText(""),
        node.path("kind").asText(""),
        node.path("language").asText(""),
        context,
        JsonLines.text(node, "question", place),
        answers);
  }

  private static String answer(JsonNode answer, String context, String place) {
    String text = JsonLines.text(answer, "text", place);
    JsonNode start = answer.path("start");
    int codePoints = context.codePointCount(0, context.length());
    if (!start.isInt() || start.asInt() < 0 || start.asInt() >= codePoints) {
      throw new CommandFailure(
          ExitCode.INPUT_REFUSED,
          place
              + ": \"start\" is no place in the context, which has "
              + codePoints
              + " characters");
    }
    int from = context.offsetByCodePoints(0, start.asInt());
    if (!context.startsWith(text, from)) {
      String found = context.substring(from, Math.min(context.length(), from + text.length()));
      throw new CommandFailure(
          ExitCode.INPUT_REFUSED,
          place
              + ": at "
              + start.asInt()
              + " stands \""
              + Terminal.brief(found, 40)
              + "\", not \""
              + Terminal.brief(text, 40)
              + "\"; offsets count code points");
    }
    return text;
  }

  boolean answerable() {
    return !answers.isEmpty();
  }
}
