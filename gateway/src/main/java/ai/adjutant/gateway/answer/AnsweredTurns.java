package ai.adjutant.gateway.answer;

import ai.adjutant.gateway.prompt.FixedTexts;
import ai.adjutant.gateway.tier.Turn;
import java.util.ArrayList;
import java.util.List;

/** Leaves out what was asked in vain: a refusal and its question say nothing of the matter. */
final class AnsweredTurns {
  private AnsweredTurns() {}

  static List<Turn> of(List<Turn> turns) {
    List<Turn> answered = new ArrayList<>();
    for (Turn turn : turns) {
      if (turn.speaker() == Turn.Speaker.AGENT && FixedTexts.isRefusal(turn.text())) {
        if (!answered.isEmpty() && answered.getLast().speaker() == Turn.Speaker.USER) {
          answered.removeLast();
        }
      } else {
        answered.add(turn);
      }
    }
    return answered;
  }
}
