package ai.adjutant.admin.generate;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.client.ModelOption;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.inference.v1.ScoreRequest;
import ai.adjutant.inference.v1.ScoreResponse;
import ai.adjutant.inference.v1.TokenIds;
import ai.adjutant.inference.v1.TokenScore;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code score}. */
@Command(
    name = "score",
    description = {
      "Show how likely a language model finds each token of a text but the first.",
      "Natural logarithms; the perplexity is exp(-sum / tokens)."
    })
public final class ScoreCommand extends GatewayCommand {
  @Mixin private ModelOption model = new ModelOption();

  @ArgGroup(exclusive = true, multiplicity = "1")
  private ScoreInput input = new ScoreInput();

  /** What to score; one of them. */
  static final class ScoreInput {
    @Option(names = "--text", required = true, paramLabel = "TEXT", description = "A text.")
    private @Nullable String text;

    @Option(
        names = "--ids",
        required = true,
        paramLabel = "ID",
        split = ",\\s*",
        splitSynopsisLabel = ",",
        description = "Token ids.")
    private @Nullable List<Integer> ids;
  }

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) {
    ScoreRequest.Builder request = ScoreRequest.newBuilder().setModel(Names.model(model.name()));
    List<Integer> ids = input.ids;
    if (ids != null) {
      request.setIds(TokenIds.newBuilder().addAllValues(ids));
    } else {
      request.setText(String.valueOf(input.text));
    }
    ScoreResponse scored = gateway.retrying(() -> gateway.generation().score(request.build()));
    double sum = scored.getTokensList().stream().mapToDouble(TokenScore::getLogProbability).sum();
    int count = scored.getTokensCount();
    if (terminal.json()) {
      ObjectNode result = Terminal.object();
      ArrayNode tokens = result.putArray("tokens");
      for (TokenScore token : scored.getTokensList()) {
        tokens
            .addObject()
            .put("id", token.getId())
            .put("log_probability", token.getLogProbability());
      }
      terminal.result(
          result
              .put("sum", sum)
              .put("perplexity", count == 0 ? null : Double.valueOf(Math.exp(-sum / count)))
              .put("model_digest", scored.getModelDigest()));
    } else {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("TOKEN", "LOG-PROBABILITY"));
      for (TokenScore token : scored.getTokensList()) {
        rows.add(
            List.of(Integer.toString(token.getId()), "%.4f".formatted(token.getLogProbability())));
      }
      terminal.table(rows);
      if (count == 0) {
        terminal.note("one token alone: the first has nothing before it, so nothing is scored");
      } else {
        terminal.line("sum %.4f, perplexity %.4f", sum, Math.exp(-sum / count));
      }
    }
    return ExitCode.DONE;
  }
}
