package ai.adjutant.admin.corpus;

import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.retrieval.v1.Change;
import ai.adjutant.retrieval.v1.DocumentResult;
import ai.adjutant.retrieval.v1.Load;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What every load reports of its failures. */
final class LoadReport {
  private LoadReport() {}

  static void warnOfFailures(Terminal terminal, Load load) {
    load.getFailuresList()
        .forEach(failure ->
            terminal.warn(
                "failed: "
                    + Terminal.safe(failure.getDocument())
                    + ": "
                    + Terminal.safe(reason(failure))));
  }

  /** Adds the fields {@code failed} and {@code warnings}. */
  static ObjectNode failuresAndWarnings(ObjectNode result, Load load) {
    ArrayNode failures = result.putArray("failed");
    for (DocumentResult failure : load.getFailuresList()) {
      if (failure.getChange() == Change.CHANGE_FAILED) {
        failures.addObject().put("file", failure.getDocument()).put("reason", reason(failure));
      }
    }
    ArrayNode warnings = result.putArray("warnings");
    load.getWarningsList().forEach(warnings::add);
    return result;
  }

  private static String reason(DocumentResult failure) {
    return failure.getReason().isEmpty()
        ? failure.getMessage()
        : failure.getReason() + ": " + failure.getMessage();
  }
}
