package ai.adjutant.admin.evaluate;

import ai.adjutant.admin.client.JsonLines;
import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * A claim, a passage, and whether the passage supports it: a line of a file of claims, as the tuner
 * makes them ({@code passage}) or as public sets have them ({@code evidence}).
 *
 * @param source set that it comes from; may be empty
 * @param kind how the claim was made; its label where the file does not say
 * @param language of claim and passage
 * @param label what a person or a rule says of it
 */
record JudgedClaim(
    String source, String kind, String language, String claim, String passage, Label label) {
  private static final int CLAIM_CHARACTERS_MAX = 4_000;
  private static final int PASSAGE_CHARACTERS_MAX = 100_000;

  /** What is known of a claim. */
  enum Label {
    /** The passage says so. */
    SUPPORTED,
    /** The passage says otherwise, nothing of it, or only a part. */
    UNSUPPORTED,
    /** There is nothing to check. */
    GENERIC
  }

  /**
   * Reads a line's object.
   *
   * @param place of the line, for messages
   * @throws CommandFailure when a field is missing, too long, or a label is not known
   */
  static JudgedClaim of(JsonNode node, String place) {
    String label = JsonLines.text(node, "label", place);
    return new JudgedClaim(
        node.path("source").asText(""),
        node.path("kind").asText(label),
        node.path("language").asText("en"),
        atMost(CLAIM_CHARACTERS_MAX, node, "claim", place),
        atMost(PASSAGE_CHARACTERS_MAX, node, node.has("passage") ? "passage" : "evidence", place),
        label(label, place));
  }

  private static Label label(String label, String place) {
    return switch (label) {
      case "supported" -> Label.SUPPORTED;
      case "contradicted", "unsupported", "not-found", "partial" -> Label.UNSUPPORTED;
      case "generic" -> Label.GENERIC;
      default ->
          throw new CommandFailure(
              ExitCode.INPUT_REFUSED,
              place
                  + ": \"label\" is \""
                  + Terminal.brief(label, 40)
                  + "\"; give supported, contradicted, unsupported, not-found, partial or generic");
    };
  }

  private static String atMost(int most, JsonNode node, String field, String place) {
    String text = JsonLines.text(node, field, place);
    if (text.length() > most) {
      throw new CommandFailure(
          ExitCode.INPUT_REFUSED,
          place
              + ": \""
              + field
              + "\" has "
              + text.length()
              + " characters; "
              + most
              + " is the most");
    }
    return text;
  }

  boolean supported() {
    return label == Label.SUPPORTED;
  }
}
