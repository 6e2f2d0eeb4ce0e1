package ai.adjutant.admin.client;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.chat.v1.Citation;
import ai.adjutant.chat.v1.Outcome;
import ai.adjutant.chat.v1.Speaker;
import ai.adjutant.chat.v1.Turn;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files of questions: {@code {_id, question, answer, gold: [document names], history?, as_of?}} a
 * line; {@code gold: []} says that the documents do not answer it. {@code kind}, {@code style},
 * {@code near_miss}, {@code steps}, {@code value} and {@code sentence} say what a right answer
 * holds ({@link Expected}); other fields are left alone. A turn of the history is {@code
 * {speaker|role, text|content, outcome?, citations?: [{document, title}]}}, the last two as the
 * answer gave them.
 */
public final class QuestionFile {
  private QuestionFile() {}

  /**
   * A question with its gold.
   *
   * @param id its id
   * @param text the question
   * @param answer the gold answer; empty when there is none
   * @param gold names of the documents that answer it
   * @param turns turns before
   * @param asOf as of this instant
   * @param expected what a right answer holds
   */
  public record Question(
      String id,
      String text,
      String answer,
      List<String> gold,
      List<Turn> turns,
      Optional<Timestamp> asOf,
      Expected expected) {
    /** Copies the lists. */
    public Question {
      gold = List.copyOf(gold);
      turns = List.copyOf(turns);
    }

    /** Whether the documents answer it. */
    public boolean answerable() {
      return !gold.isEmpty();
    }
  }

  /** Reads a file of questions. */
  public static List<Question> read(Path file) throws IOException {
    return JsonLines.read(file, QuestionFile::question);
  }

  private static Question question(JsonNode node, String place) {
    JsonNode gold = node.get("gold");
    if (gold == null || !gold.isArray()) {
      throw new CommandFailure(
          ExitCode.INPUT_REFUSED,
          place + ": \"gold\" is not a list of document names ([] for a question without answer)");
    }
    List<String> names = new ArrayList<>();
    gold.forEach(name -> names.add(name.asText()));
    Expected expected = Expected.read(node, place);
    if (!expected.nearMiss().isEmpty() && !names.isEmpty()) {
      throw new CommandFailure(
          ExitCode.INPUT_REFUSED,
          place + ": a near miss has no answer in the documents: give it \"gold\": []");
    }
    String asOf = node.path("as_of").asText("");
    return new Question(
        node.path("_id").asText(place),
        JsonLines.text(node, "question", place),
        Expected.text(node, "answer", place),
        names,
        turns(node.path("history"), place),
        asOf.isEmpty() ? Optional.empty() : Optional.of(instant(asOf, place)),
        expected);
  }

  /** Turns of a conversation as JSON. */
  public static List<Turn> turns(JsonNode history, String place) {
    List<Turn> turns = new ArrayList<>();
    for (JsonNode turn : history) {
      String speaker =
          turn.path("speaker").asText(turn.path("role").asText("")).toLowerCase(Locale.ROOT);
      String text = turn.path("text").asText(turn.path("content").asText(""));
      if (text.isBlank()) {
        continue;
      }
      Turn.Builder said = Turn.newBuilder().setSpeaker(speaker(speaker, place)).setText(text);
      String outcome = turn.path("outcome").asText("");
      if (!outcome.isEmpty()) {
        said.setOutcome(outcome(outcome, place));
      }
      for (JsonNode citation : turn.path("citations")) {
        said.addCitations(
            Citation.newBuilder()
                .setDocument(citation.path("document").asText(""))
                .setTitle(citation.path("title").asText("")));
      }
      turns.add(said.build());
    }
    return turns;
  }

  private static Outcome outcome(String name, String place) {
    return Stream.of(Outcome.values())
        .filter(outcome -> outcome.name().equals("OUTCOME_" + name))
        .findFirst()
        .orElseThrow(() ->
            new CommandFailure(
                ExitCode.INPUT_REFUSED,
                place
                    + ": a turn's outcome is '"
                    + name
                    + "', not one that answers have, such as ANSWERED or NOT_IN_DOCUMENTS"));
  }

  private static Speaker speaker(String name, String place) {
    return switch (name) {
      case "user", "customer", "caller", "human" -> Speaker.SPEAKER_USER;
      case "agent", "assistant", "system", "bot" -> Speaker.SPEAKER_AGENT;
      default ->
          throw new CommandFailure(
              ExitCode.INPUT_REFUSED,
              place + ": a turn's speaker is '" + name + "', not user or agent");
    };
  }

  /** The same as the value of a flag, where a wrong one is wrong usage. */
  public static Timestamp instantFlag(String text, String flag) {
    try {
      return instant(text, flag);
    } catch (CommandFailure e) {
      throw new CommandFailure(ExitCode.WRONG_USAGE, String.valueOf(e.getMessage()));
    }
  }

  /** An ISO date (its start, UTC) or instant. */
  public static Timestamp instant(String text, String place) {
    try {
      Instant instant =
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : Instant.parse(text);
      return Timestamp.newBuilder().setSeconds(instant.getEpochSecond()).build();
    } catch (DateTimeParseException e) {
      throw new CommandFailure(
          ExitCode.INPUT_REFUSED,
          place + ": '" + text + "' is no date (2026-11-24) and no instant (2026-11-24T10:00:00Z)");
    }
  }
}
