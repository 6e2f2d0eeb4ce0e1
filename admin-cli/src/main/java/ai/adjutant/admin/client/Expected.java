package ai.adjutant.admin.client;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Says what a right answer to a question holds, and which group of questions it is reported with.
 *
 * @param kind kind of question, such as steps, cell, identifier or version; text when none is named
 * @param style plain or caller; empty when not named
 * @param nearMiss what differs from what the documents say; empty when it is no near miss
 * @param steps text of each step, in order
 * @param value value that was asked for; empty when there is none
 * @param sentence sentence of the document that holds the answer; empty when there is none
 */
public record Expected(
    String kind, String style, String nearMiss, List<String> steps, String value, String sentence) {
  private static final Set<String> STYLES = Set.of("plain", "caller");
  private static final Set<String> NEAR_MISSES =
      Set.of("model", "year", "condition", "attribute", "subject");

  /** Copies the list. */
  public Expected {
    steps = List.copyOf(steps);
  }

  /**
   * Reads the fields of a line: one with steps is of kind steps, one with a column of kind cell.
   */
  static Expected read(JsonNode node, String place) {
    List<String> steps = steps(node, place);
    boolean cell = node.has("column");
    String named = text(node, "kind", place);
    String unnamed = cell ? "cell" : "text";
    String kind = named.isEmpty() ? steps.isEmpty() ? unnamed : "steps" : named;
    String value = text(node, "value", place);
    String answer = text(node, "answer", place);
    return new Expected(
        kind,
        oneOf(STYLES, node, "style", place),
        oneOf(NEAR_MISSES, node, "near_miss", place),
        steps,
        value.isEmpty() && kind.equals("cell") ? answer : value,
        text(node, "sentence", place));
  }

  /** A text that may be missing or null. */
  static String text(JsonNode node, String field, String place) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw refused(place, field, "is not a text");
    }
    return value.asText().strip();
  }

  private static String oneOf(Set<String> names, JsonNode node, String field, String place) {
    String name = text(node, field, place);
    if (!name.isEmpty() && !names.contains(name)) {
      throw refused(
          place, field, "is '" + name + "', not one of " + String.join(", ", sorted(names)));
    }
    return name;
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  private static List<String> steps(JsonNode node, String place) {
    JsonNode steps = node.path("steps");
    if (steps.isMissingNode() || steps.isNull()) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode step : steps) {
      if (!step.isTextual()) {
        throw refused(place, "steps", "is not a list of texts");
      }
      texts.add(step.asText());
    }
    if (!steps.isArray()) {
      throw refused(place, "steps", "is not a list of texts");
    }
    return texts;
  }

  private static CommandFailure refused(String place, String field, String fault) {
    return new CommandFailure(ExitCode.INPUT_REFUSED, place + ": \"" + field + "\" " + fault);
  }
}
