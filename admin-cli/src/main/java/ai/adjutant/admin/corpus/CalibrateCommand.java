package ai.adjutant.admin.corpus;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.client.QuestionFile;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.chat.v1.CalibrateEvidenceRequest;
import ai.adjutant.chat.v1.CalibrateEvidenceResponse;
import ai.adjutant.chat.v1.Estimate;
import ai.adjutant.chat.v1.SampleQuestion;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code corpus calibrate}. */
@Command(
    name = "calibrate",
    description = {
      "Fit from which evidence on questions are answered, on sample questions of this corpus.",
      "About 50 answerable ones suffice; unanswerable ones (\"gold\": []) help."
    })
public final class CalibrateCommand extends GatewayCommand {
  @Parameters(paramLabel = "NAME", description = "Name of the corpus.")
  private String name = "";

  @Option(
      names = "--questions",
      required = true,
      paramLabel = "FILE",
      description = "JSON Lines: {_id, question, answer, gold: [documents], history?}.")
  private Path questions = Path.of("");

  @Option(
      names = "--false-refusals",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description =
          "Share of the answerable questions that may be refused (default: ${DEFAULT-VALUE}).")
  private double falseRefusals;

  @Option(names = "--dry-run", description = "Say what would be fitted, store nothing.")
  private boolean dryRun;

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) throws IOException {
    CalibrateEvidenceRequest.Builder request =
        CalibrateEvidenceRequest.newBuilder()
            .setParent(Names.corpus(name))
            .setFalseRefusalRate(falseRefusals)
            .setValidateOnly(dryRun);
    for (QuestionFile.Question question : QuestionFile.read(questions)) {
      SampleQuestion.Builder sample =
          SampleQuestion.newBuilder()
              .setQuestion(question.text())
              .setAnswerable(question.answerable())
              .addAllHistory(question.turns());
      question.asOf().ifPresent(sample::setAsOf);
      request.addQuestions(sample);
    }
    CalibrateEvidenceResponse fitted = gateway.evidence().calibrateEvidence(request.build());
    if (terminal.json()) {
      terminal.result(json(fitted));
      return ExitCode.DONE;
    }
    terminal.line(
        "threshold %.3f (was %.3f)%s, fitted on %d answerable and %d unanswerable questions%s",
        fitted.getThreshold(),
        fitted.getPreviousThreshold(),
        dryRun ? ", not stored" : "",
        fitted.getAnswerableCount(),
        fitted.getUnanswerableCount(),
        fitted.getWeightsFitted() ? "; the signals' weights too" : "");
    terminal.line("it refuses, with 95 %% intervals:");
    line(terminal, "  of the answerable", fitted.getRefusedAnswerable());
    if (fitted.hasRefusedUnanswerable()) {
      line(terminal, "  of the unanswerable", fitted.getRefusedUnanswerable());
      line(terminal, "  AUC of the evidence", fitted.getAuc());
    }
    return ExitCode.DONE;
  }

  private static void line(Terminal terminal, String what, Estimate estimate) {
    terminal.line(
        "%-22s %.3f  [%.3f, %.3f]",
        what, estimate.getMean(), estimate.getLow(), estimate.getHigh());
  }

  private static ObjectNode json(CalibrateEvidenceResponse fitted) {
    ObjectNode result =
        Terminal.object()
            .put("threshold", fitted.getThreshold())
            .put("previous_threshold", fitted.getPreviousThreshold())
            .put("answerable", fitted.getAnswerableCount())
            .put("unanswerable", fitted.getUnanswerableCount())
            .put("weights_fitted", fitted.getWeightsFitted());
    put(result, "refused_answerable", fitted.getRefusedAnswerable());
    if (fitted.hasRefusedUnanswerable()) {
      put(result, "refused_unanswerable", fitted.getRefusedUnanswerable());
      put(result, "auc", fitted.getAuc());
    }
    return result;
  }

  private static void put(ObjectNode result, String key, Estimate estimate) {
    result
        .putObject(key)
        .put("mean", estimate.getMean())
        .put("low", estimate.getLow())
        .put("high", estimate.getHigh());
  }
}
