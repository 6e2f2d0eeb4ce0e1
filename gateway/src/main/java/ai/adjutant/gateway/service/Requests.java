package ai.adjutant.gateway.service;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chat.v1.AskRequest;
import ai.adjutant.chat.v1.Outcome;
import ai.adjutant.chat.v1.SampleQuestion;
import ai.adjutant.chat.v1.Turn;
import ai.adjutant.gateway.answer.Question;
import ai.adjutant.gateway.retrieve.Retrieval;
import ai.adjutant.gateway.tier.Tier;
import ai.adjutant.gateway.tier.Turn.Ended;
import ai.adjutant.gateway.tier.Turn.Source;
import ai.adjutant.gateway.tier.Turn.Speaker;
import ai.adjutant.retrieval.v1.Rerank;
import ai.adjutant.retrieval.v1.SearchMode;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Turns requests into records and refuses what is out of bounds. */
final class Requests {
  private static final int QUESTION_CHARACTERS_MAX = 4_000;
  private static final int TURNS_MAX = 100;
  private static final int TURN_CHARACTERS_MAX = 20_000;
  private static final int CITATIONS_MAX = 200;
  private static final int TITLE_CHARACTERS_MAX = 2_000;
  private static final int NAME_CHARACTERS = 80;
  private static final long FIRST_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
  private static final Pattern ANSWER = Pattern.compile("answers/[0-9a-f]{1,64}");
  private static final Pattern CORPUS = Pattern.compile("corpora/[^/]+");

  private Requests() {}

  static Question question(AskRequest request) {
    return new Question(
        corpus(request.getParent()),
        text(request.getQuestion(), "question"),
        history(request.getHistoryList()),
        request.getFilter(),
        request.hasAsOf() ? instant(request.getAsOf()) : null,
        mode(request.getMode()),
        rerank(request.getRerank()),
        request.getExplain());
  }

  private static Retrieval.Rerank rerank(Rerank rerank) {
    return switch (rerank) {
      case RERANK_UNSPECIFIED -> Retrieval.Rerank.AS_CORPUS;
      case RERANK_ON -> Retrieval.Rerank.ON;
      case RERANK_OFF -> Retrieval.Rerank.OFF;
      case UNRECOGNIZED -> throw refuse("rerank is neither RERANK_ON nor RERANK_OFF");
    };
  }

  private static Retrieval.Mode mode(SearchMode mode) {
    return switch (mode) {
      case SEARCH_MODE_UNSPECIFIED, SEARCH_MODE_HYBRID -> Retrieval.Mode.BOTH;
      case SEARCH_MODE_BM25 -> Retrieval.Mode.WORDS;
      case SEARCH_MODE_VECTOR -> Retrieval.Mode.VECTORS;
      case UNRECOGNIZED -> throw refuse("mode has a value that this service does not know");
    };
  }

  static Question question(String corpus, SampleQuestion sample, int number) {
    return new Question(
        corpus,
        text(sample.getQuestion(), "question number " + number),
        history(sample.getHistoryList()),
        "",
        sample.hasAsOf() ? instant(sample.getAsOf()) : null,
        Retrieval.Mode.BOTH);
  }

  static String corpus(String parent) {
    if (!CORPUS.matcher(parent).matches()) {
      throw refuse("parent '" + brief(parent) + "' is not corpora/NAME");
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

  private static List<ai.adjutant.gateway.tier.Turn> history(List<Turn> turns) {
    if (turns.size() > TURNS_MAX) {
      throw refuse("the history has " + turns.size() + " turns; " + TURNS_MAX + " is the most");
    }
    return turns.stream().filter(Requests::says).map(Requests::turn).toList();
  }

  private static boolean says(Turn turn) {
    return !turn.getText().isBlank() || turn.getOutcome() != Outcome.OUTCOME_UNSPECIFIED;
  }

  private static ai.adjutant.gateway.tier.Turn turn(Turn turn) {
    if (turn.getText().length() > TURN_CHARACTERS_MAX) {
      throw refuse("a turn of the history is longer than " + TURN_CHARACTERS_MAX + " characters");
    }
    if (turn.getCitationsCount() > CITATIONS_MAX) {
      throw refuse(
          "a turn of the history has "
              + turn.getCitationsCount()
              + " citations; "
              + CITATIONS_MAX
              + " is the most");
    }
    return switch (turn.getSpeaker()) {
      case SPEAKER_USER -> new ai.adjutant.gateway.tier.Turn(Speaker.USER, turn.getText());
      case SPEAKER_AGENT ->
          new ai.adjutant.gateway.tier.Turn(
              Speaker.AGENT, turn.getText(), ended(turn.getOutcome()), source(turn));
      case SPEAKER_UNSPECIFIED, UNRECOGNIZED ->
          throw refuse(
              "a turn of the history does not say who spoke: SPEAKER_USER or SPEAKER_AGENT");
    };
  }

  private static Ended ended(Outcome outcome) {
    return switch (outcome) {
      case OUTCOME_UNSPECIFIED, UNRECOGNIZED -> Ended.UNKNOWN; // a newer client may know more
      case OUTCOME_ANSWERED -> Ended.ANSWERED;
      case OUTCOME_NOT_IN_DOCUMENTS,
          OUTCOME_HANDED_OFF,
          OUTCOME_NOT_ANSWERED,
          OUTCOME_UNAVAILABLE ->
          Ended.REFUSED;
    };
  }

  private static Optional<Source> source(Turn turn) {
    return turn.getCitationsList().stream()
        .filter(citation -> !citation.getTitle().isBlank())
        .map(citation -> new Source(citation.getDocument(), title(citation.getTitle())))
        .findFirst();
  }

  private static String title(String title) {
    if (title.length() > TITLE_CHARACTERS_MAX) {
      throw refuse("a title in the history is longer than " + TITLE_CHARACTERS_MAX + " characters");
    }
    return title;
  }

  /** Returns the highest tier that may answer. */
  static Tier highest(ai.adjutant.chat.v1.Tier tier) {
    return switch (tier) {
      case TIER_UNSPECIFIED, TIER_PERSON -> Tier.PERSON;
      case TIER_EXTRACTIVE -> Tier.EXTRACTIVE;
      case TIER_SLM -> Tier.SLM;
      case TIER_LLM -> Tier.LLM;
      case UNRECOGNIZED -> throw refuse("max_tier is not a known tier");
    };
  }

  static String answer(String name) {
    if (!ANSWER.matcher(name).matches()) {
      throw refuse("name '" + brief(name) + "' is not answers/ID");
    }
    return name;
  }

  /** Reads a time within the range that google.protobuf.Timestamp defines: years 1 to 9999. */
  private static Instant instant(Timestamp time) {
    boolean inRange = time.getSeconds() >= FIRST_SECOND && time.getSeconds() <= LAST_SECOND;
    if (!inRange || time.getNanos() < 0 || time.getNanos() > 999_999_999) {
      throw refuse("as_of is no time between the years 1 and 9999");
    }
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  private static String brief(String text) {
    return text.length() <= NAME_CHARACTERS ? text : text.substring(0, NAME_CHARACTERS) + "…";
  }
}
