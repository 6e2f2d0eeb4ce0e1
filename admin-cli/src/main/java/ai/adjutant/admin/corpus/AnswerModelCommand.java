package ai.adjutant.admin.corpus;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.inference.v1.ModelKind;
import ai.adjutant.retrieval.v1.Corpus;
import ai.adjutant.retrieval.v1.UpdateCorpusRequest;
import com.google.protobuf.FieldMask;
import io.grpc.StatusRuntimeException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code corpus model}. */
@Command(
    name = "model",
    description = "Set which language model answers from a corpus, or that none does.")
final class AnswerModelCommand extends GatewayCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the corpus.")
  private String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "MODEL",
      defaultValue = "",
      description = "Name of the model; './adjutant model list' shows them.")
  private String model = "";

  @Option(names = "--default", description = "Name none: the gateway's own setting decides again.")
  private boolean none;

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) {
    if (model.isEmpty() != none) {
      throw new CommandFailure(ExitCode.WRONG_USAGE, "give either a MODEL or --default");
    }
    Corpus updated =
        gateway
            .corpora()
            .updateCorpus(
                UpdateCorpusRequest.newBuilder()
                    .setCorpus(
                        Corpus.newBuilder()
                            .setName(Names.corpus(name))
                            .setAnswerModel(Names.model(model)))
                    .setUpdateMask(FieldMask.newBuilder().addPaths("answer_model"))
                    .build())
            .getCorpus();
    CorpusCommand.show(terminal, updated);
    if (!none) {
      warnWhereMissing(gateway, terminal);
    }
    return ExitCode.DONE;
  }

  /** A model may be imported later, so that a name without one is no failure. */
  private void warnWhereMissing(GatewayClient gateway, Terminal terminal) {
    String wanted = Terminal.safe(Names.modelId(model));
    List<String> there;
    try {
      there =
          gateway.installedModels().stream()
              .filter(installed -> installed.getKind() == ModelKind.MODEL_KIND_DECODER)
              .map(installed -> Terminal.safe(Names.modelId(installed.getName())))
              .sorted()
              .toList();
    } catch (StatusRuntimeException e) {
      terminal.warn("warning: could not look whether there is a language model named " + wanted);
      return;
    }
    if (!there.contains(wanted)) {
      terminal.warn(
          "warning: there is no language model named "
              + wanted
              + (there.isEmpty() ? ", nor any other" : "; there are: " + String.join(", ", there))
              + ". Until it is imported, answers are quotes");
    }
  }
}
