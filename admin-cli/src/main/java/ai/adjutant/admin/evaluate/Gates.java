package ai.adjutant.admin.evaluate;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.statistics.Interval;
import java.util.Map;

/** Holds measures against the least that is asked for. */
final class Gates {
  private Gates() {}

  /** DONE when every named measure reaches its gate, CHECK_SAID_NO otherwise. */
  static ExitCode check(
      Terminal terminal, Map<String, Double> gates, Map<String, Interval> measures) {
    ExitCode exit = ExitCode.DONE;
    for (Map.Entry<String, Double> gate : gates.entrySet()) {
      Interval measure = measures.get(gate.getKey());
      if (measure == null) {
        throw new CommandFailure(
            ExitCode.WRONG_USAGE,
            "--gate: there is no measure '" + gate.getKey() + "'; there are " + measures.keySet());
      }
      if (!(measure.mean() >= gate.getValue())) {
        terminal.warn(
            "below its gate: %s is %.4f, asked for %.4f"
                .formatted(gate.getKey(), measure.mean(), gate.getValue()));
        exit = ExitCode.CHECK_SAID_NO;
      }
    }
    return exit;
  }
}
