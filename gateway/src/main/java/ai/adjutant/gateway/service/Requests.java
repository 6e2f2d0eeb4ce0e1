package ai.adjutant.gateway.service;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chat.v1.AskRequest;
import ai.adjutant.chat.v1.SampleQuestion;
import ai.adjutant.chat.v1.Turn;
import ai.adjutant.gateway.answer.Question;
import ai.adjutant.gateway.tier.Generator;
import ai.adjutant.gateway.tier.Tier;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** Requests to records, checked. */
final class Requests {
  private static final int QUESTION_CHARACTERS_MAX = 4_000;
  private static final int TURNS_MAX = 100;
  private static final int TURN_CHARACTERS_MAX = 20_000;
  private static final Pattern CORPUS = Pattern.compile("corpora/[^/]+");

  private Requests() {}

  static Question question(AskRequest request) {
    return new Question(
        corpus(request.getParent()),
        text(request.getQuestion(), "question"),
        history(request.getHistoryList()),
        request.getFilter(),
        request.hasAsOf() ? instant(request.getAsOf()) : null,
        highest(request.getMaxTier()));
  }

  static Question question(String corpus, SampleQuestion sample, int number) {
    return new Question(
        corpus,
        text(sample.getQuestion(), "question number " + number),
        history(sample.getHistoryList()),
        "",
        sample.hasAsOf() ? instant(sample.getAsOf()) : null,
        Tier.EXTRACTIVE);
  }

  static String corpus(String parent) {
    if (!CORPUS.matcher(parent).matches()) {
      throw refuse("parent '" + parent + "' is not corpora/NAME");
    }
    return parent;
  }

  static AdjutantException refuse(String message) {
    return new AdjutantException(ChatReason.BAD_REQUEST, message);
  }

  private static String text(String text, String what) {
    if (text.isBlank()) {
      throw refuse("the " + what + " is empty");
    }
    if (text.length() > QUESTION_CHARACTERS_MAX) {
      throw refuse(
          "the "
              + what
              + " has "
              + text.length()
              + " characters; "
              + QUESTION_CHARACTERS_MAX
              + " is the most");
    }
    return text;
  }

  private static List<Generator.Message> history(List<Turn> turns) {
    if (turns.size() > TURNS_MAX) {
      throw refuse("the history has " + turns.size() + " turns; " + TURNS_MAX + " is the most");
    }
    return turns.stream().filter(turn -> !turn.getText().isBlank()).map(Requests::message).toList();
  }

  private static Generator.Message message(Turn turn) {
    if (turn.getText().length() > TURN_CHARACTERS_MAX) {
      throw refuse("a turn of the history is longer than " + TURN_CHARACTERS_MAX + " characters");
    }
    return switch (turn.getSpeaker()) {
      case SPEAKER_USER -> new Generator.Message(Generator.Speaker.USER, turn.getText());
      case SPEAKER_AGENT -> new Generator.Message(Generator.Speaker.ASSISTANT, turn.getText());
      case SPEAKER_UNSPECIFIED, UNRECOGNIZED ->
          throw refuse(
              "a turn of the history does not say who spoke: SPEAKER_USER or SPEAKER_AGENT");
    };
  }

  private static Tier highest(ai.adjutant.chat.v1.Tier tier) {
    return switch (tier) {
      case TIER_UNSPECIFIED, TIER_PERSON -> Tier.PERSON;
      case TIER_EXTRACTIVE -> Tier.EXTRACTIVE;
      case TIER_SLM -> Tier.SLM;
      case TIER_LLM -> Tier.LLM;
      case UNRECOGNIZED -> throw refuse("max_tier is not a known tier");
    };
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
