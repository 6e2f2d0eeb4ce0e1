package ai.adjutant.admin.evaluate;

import ai.adjutant.admin.ask.Answers;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.chat.v1.Answer;
import ai.adjutant.chat.v1.Signal;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Shows one answer with what it was judged by: verdicts, unit, evidence signals and reasons.
 *
 * @param judgement how it was judged
 * @param answer the answer
 */
record Explained(Judgement judgement, Answer answer) {
  /** Prints it, as JSON where that is asked for. */
  void print(Terminal terminal) {
    if (terminal.json()) {
      terminal.result(json());
      return;
    }
    terminal.line("%s", Terminal.safe(judgement.question().text()));
    Answers.print(terminal, answer);
    terminal.line("%-22s %s", "kind", Terminal.safe(judgement.question().expected().kind()));
    terminal.line("%-22s %b", "cites gold", judgement.citesGold());
    terminal.line("%-22s %b", "right", judgement.right());
    terminal.line(
        "%-22s %s",
        "unit",
        answer.hasUnit() ? answer.getUnit().getKind().name().replaceFirst("^UNIT_KIND_", "") : "-");
    terminal.line("%-22s %s", "short answer", Terminal.safe(answer.getShortAnswer()));
    terminal.line("%-22s %.3f", "evidence", answer.getEvidence().getScore());
    for (Signal signal : answer.getEvidence().getSignalsList()) {
      terminal.line("  %-20s %.3f", Terminal.safe(signal.getName()), signal.getValue());
    }
  }

  private ObjectNode json() {
    ObjectNode result =
        Terminal.object()
            .put("_id", judgement.question().id())
            .put("kind", judgement.question().expected().kind())
            .put("cites_gold", judgement.citesGold())
            .put("right", judgement.right());
    result.set("answer", Answers.json(answer));
    return result;
  }
}
