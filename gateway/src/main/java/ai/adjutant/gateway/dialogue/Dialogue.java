package ai.adjutant.gateway.dialogue;

import ai.adjutant.gateway.prompt.FixedTexts;
import ai.adjutant.gateway.tier.Turn;
import ai.adjutant.gateway.tier.Turn.Speaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds the turns before a question. What was asked in vain says nothing of the matter, so a
 * refusal and its question are left out.
 *
 * @param turns turns, oldest first
 */
public record Dialogue(List<Turn> turns) {
  private static final int QUESTION_CHARACTERS_MAX = 1_000;

  /** Leaves out what was refused. */
  public Dialogue {
    turns = answered(turns);
  }

  private static List<Turn> answered(List<Turn> turns) {
    List<Turn> answered = new ArrayList<>();
    for (Turn turn : turns) {
      if (isRefusal(turn)) {
        if (!answered.isEmpty() && answered.getLast().speaker() == Speaker.USER) {
          answered.removeLast();
        }
      } else {
        answered.add(turn);
      }
    }
    return List.copyOf(answered);
  }

  private static boolean isRefusal(Turn turn) {
    return turn.speaker() == Speaker.AGENT
        && switch (turn.ended()) {
          case REFUSED -> true;
          case ANSWERED -> false;
          case UNKNOWN -> FixedTexts.isRefusal(turn.text());
        };
  }

  /** Returns what the last answer was about; empty where the client did not say. */
  Optional<Turn.Source> topic() {
    for (Turn turn : turns.reversed()) {
      if (turn.speaker() == Speaker.AGENT) {
        return turn.source();
      }
    }
    return Optional.empty();
  }

  /** Returns what was asked, latest first; without what is too long to be asked again. */
  List<String> questions() {
    return turns.reversed().stream()
        .filter(turn -> turn.speaker() == Speaker.USER)
        .map(Turn::text)
        .filter(text -> text.length() <= QUESTION_CHARACTERS_MAX)
        .toList();
  }

  /** Returns the titles of what all answers were about. */
  List<String> titles() {
    return turns.stream().flatMap(turn -> turn.source().stream()).map(Turn.Source::title).toList();
  }
}
