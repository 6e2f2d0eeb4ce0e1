package ai.adjutant.admin.evaluate;

import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.statistics.Interval;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code evaluate}. */
@Command(
    name = "evaluate",
    description = "Measure retrieval, reading and answers on judged questions.",
    subcommands = {
      EvaluateRetrievalCommand.class,
      EvaluateReadCommand.class,
      EvaluateGroundCommand.class,
      EvaluateAnswersCommand.class
    })
public final class EvaluateCommand {
  static ObjectNode json(Map<String, Interval> measures) {
    ObjectNode result = Terminal.object();
    measures.forEach((name, interval) -> {
      ObjectNode node = result.putObject(name);
      put(node, "mean", interval.mean());
      put(node, "low", interval.low());
      put(node, "high", interval.high());
    });
    return result;
  }

  /** JSON has no NaN: a measure over nothing is null. */
  static void put(ObjectNode node, String field, double value) {
    if (Double.isNaN(value)) {
      node.putNull(field);
    } else {
      node.put(field, value);
    }
  }

  static void print(Terminal terminal, Map<String, Interval> measures) {
    measures.forEach((name, interval) ->
        terminal.line(
            "%-22s %.4f  [%.4f, %.4f]", name, interval.mean(), interval.low(), interval.high()));
  }
}
